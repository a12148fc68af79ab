import type { NumberArray } from '@nadir/core';
import { bothWays, distance, normalArray } from '@nadir/testing';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { arrayOf, matrixOf, product, transposed } from './matrix.js';
import { moveGram } from './move-gram.js';
import { multiplyDimensions } from './multiply-dimensions.js';

beforeAll(async () => {
  tf.enableProdMode();
  await tf.setBackend('cpu');
});

describe('multiplyDimensions', () => {
  it('is A x Bᵀ for a matrix', () => {
    const [x, a, b] = [normalArray([3, 4], 1), normalArray([3, 3], 2), normalArray([4, 4], 3)];
    const { device, double } = bothWays(multiplyDimensions([0, 1]), [x, a, b]);
    const expected = arrayOf(product(product(matrixOf(a), matrixOf(x)), transposed(matrixOf(b))));
    expect(distance(double.multiplied as NumberArray, expected)).toBeLessThan(1e-14);
    expect(distance(device.multiplied as NumberArray, expected)).toBeLessThan(1e-5);
  });

  it('multiplies only the dimensions it is told', () => {
    const x = normalArray([2, 3, 4], 4);
    // Takes the last of three first.
    const turn = { shape: [3, 3], values: Float32Array.of(0, 0, 1, 1, 0, 0, 0, 1, 0) };
    const { device, double } = bothWays(multiplyDimensions([1]), [x, turn]);
    const rows = [2, 0, 1, 5, 3, 4];
    const expected = rows.flatMap((row) => [...x.values.slice(row * 4, row * 4 + 4)]);
    for (const { multiplied } of [device, double]) {
      expect(multiplied?.shape).toEqual([2, 3, 4]);
      expect([...(multiplied?.values ?? [])]).toEqual(expected);
    }
  });

  it('takes vectors and numbers', () => {
    const two = { shape: [1, 1], values: Float32Array.of(2) };
    const number = { shape: [], values: Float32Array.of(3) };
    const { device, double } = bothWays(multiplyDimensions([0]), [number, two]);
    for (const { multiplied } of [device, double]) {
      expect(multiplied?.shape).toEqual([]);
      expect([...(multiplied?.values ?? [])]).toEqual([6]);
    }
  });
});

describe('moveGram', () => {
  it('adds up the products of slices across a dimension', () => {
    const x = { shape: [2, 3], values: Float32Array.of(1, 2, 0, 3, 0, 1) };
    const before = { shape: [2, 2], values: Float32Array.of(10, 20, 20, 30) };
    const { device, double } = bothWays(moveGram(0), [x, before], { keep: 0.5, gain: 2 });
    // Of (1, 2, 0) and (3, 0, 1): 5, 3 and 10.
    for (const { gram } of [device, double]) {
      expect([...(gram?.values ?? [])]).toEqual([15, 16, 16, 35]);
    }
  });

  it('is the same with TensorFlow.js and in the interpreter, for any dimension', () => {
    const x = normalArray([2, 3, 4, 2], 5);
    for (const [dimension, size] of x.shape.entries()) {
      const before = normalArray([size, size], 6);
      const { device, double } = bothWays(moveGram(dimension), [x, before], { keep: 1, gain: 1 });
      expect(distance(device.gram as NumberArray, double.gram as NumberArray)).toBeLessThan(1e-5);
    }
  });
});
