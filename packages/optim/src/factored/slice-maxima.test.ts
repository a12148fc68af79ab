import type { NumberArray } from '@nadir/core';
import { bothWays, distance, normalArray } from '@nadir/testing';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, expect, it } from 'vitest';
import { sliceMaxima } from './slice-maxima.js';

beforeAll(async () => {
  tf.enableProdMode();
  await tf.setBackend('cpu');
});

const array = (shape: number[], ...values: number[]) => ({
  shape,
  values: Float32Array.from(values),
});

it('takes the largest element of each row and each column', () => {
  const inputs = [array([2, 3], 1, 7, 2, 5, 3, 4), array([2, 1], 6, 6), array([1, 3], 6, 6, 6)];
  const { device, double } = bothWays(sliceMaxima(2), inputs, { lasts: 0 });
  for (const results of [device, double]) {
    expect(results).toMatchObject({ 0: { shape: [2, 1] }, 1: { shape: [1, 3] } });
    expect([...(results[0]?.values ?? [])]).toEqual([7, 5]);
    expect([...(results[1]?.values ?? [])]).toEqual([5, 7, 4]);
  }
});

it('keeps what was larger before, where that lasts', () => {
  const inputs = [array([2, 3], 1, 7, 2, 5, 3, 4), array([2, 1], 6, 6), array([1, 3], 6, 6, 6)];
  const { device, double } = bothWays(sliceMaxima(2), inputs, { lasts: 1 });
  for (const results of [device, double]) {
    expect([...(results[0]?.values ?? [])]).toEqual([7, 6]);
    expect([...(results[1]?.values ?? [])]).toEqual([6, 7, 6]);
  }
});

it('is the same with TensorFlow.js and in the interpreter, for any rank', () => {
  const shape = [3, 2, 4, 2];
  const before = shape.map((size, d) =>
    normalArray(
      shape.map((_, i) => (i === d ? size : 1)),
      d,
    ),
  );
  for (const lasts of [0, 1]) {
    const inputs = [normalArray(shape, 9), ...before];
    const { device, double } = bothWays(sliceMaxima(4), inputs, { lasts });
    for (const d of shape.keys()) {
      expect(distance(device[d] as NumberArray, double[d] as NumberArray)).toBe(0);
    }
  }
});
