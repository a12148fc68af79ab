import type { NumberArray } from '@nadir/core';
import { bothWays, distance, normalArray } from '@nadir/testing';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, expect, it } from 'vitest';
import { leastCover } from './least-cover.js';

beforeAll(async () => {
  tf.enableProdMode();
  await tf.setBackend('cpu');
});

it('gives each element the lesser number of its row and its column', () => {
  const rows = { shape: [2, 1], values: Float32Array.of(3, 5) };
  const columns = { shape: [1, 3], values: Float32Array.of(4, 2, 9) };
  const { device, double } = bothWays(leastCover, [rows, columns]);
  for (const { least } of [device, double]) {
    expect(least?.shape).toEqual([2, 3]);
    expect([...(least?.values ?? [])]).toEqual([3, 2, 3, 4, 2, 5]);
  }
});

it('is the same with TensorFlow.js and in the interpreter, for any rank', () => {
  const shape = [3, 2, 4, 2];
  const covers = shape.map((size, d) =>
    normalArray(
      shape.map((_, i) => (i === d ? size : 1)),
      d,
    ),
  );
  const { device, double } = bothWays(leastCover, covers);
  expect(distance(device.least as NumberArray, double.least as NumberArray)).toBe(0);
});
