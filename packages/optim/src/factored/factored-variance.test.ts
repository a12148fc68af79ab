import type { NumberArray } from '@nadir/core';
import { bothWays, distance, normalArray } from '@nadir/testing';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { factoredVariance } from './factored-variance.js';

beforeAll(async () => {
  tf.enableProdMode();
  await tf.setBackend('cpu');
});

const zeros = (...shape: number[]): NumberArray => ({
  shape,
  values: new Float32Array(shape.reduce((a, b) => a * b)),
});

describe('factoredVariance', () => {
  it('gives back a matrix of rank 1', () => {
    // Rows (1, 2, 3) times columns (4, 5): R C / mean of R is the matrix itself.
    const values = Float32Array.of(4, 5, 8, 10, 12, 15);
    const squares = { shape: [3, 2], values };
    const { device, double } = bothWays(factoredVariance, [squares, zeros(3, 1), zeros(1, 2)], {
      weight: 1,
      epsilon: 1e-7,
    });
    for (const { rows, columns, variance } of [device, double] as Record<string, NumberArray>[]) {
      expect([...(rows?.values ?? [])]).toEqual([4.5, 9, 13.5]);
      expect([...(columns?.values ?? [])]).toEqual([8, 10]);
      expect(distance(variance as NumberArray, squares)).toBeLessThan(2e-6);
    }
  });

  it('moves the means by their weight, and bounds what it divides by', () => {
    const inputs = [
      { shape: [1, 2], values: Float32Array.of(1, 3) },
      { shape: [1, 1], values: Float32Array.of(4) },
      { shape: [1, 2], values: Float32Array.of(0, 8) },
    ];
    const { double } = bothWays(factoredVariance, inputs, { weight: 0.25, epsilon: 10 });
    // 4 + (2 − 4) / 4; 0 + 1 / 4 and 8 + (3 − 8) / 4; their products by 10.
    expect([...(double.rows?.values ?? [])]).toEqual([3.5]);
    expect([...(double.columns?.values ?? [])]).toEqual([0.25, 6.75]);
    expect([...(double.variance?.values ?? [])]).toEqual([0.0875, 2.3625]);
  });

  it('takes each of many matrices for itself', () => {
    const { shape, values } = normalArray([2, 3, 4], 1);
    const squares = { shape, values: values.map((x) => x * x) };
    const of = (from: number, to: number, ...own: number[]) => ({
      shape: own,
      values: squares.values.slice(from, to),
    });
    const numbers = { weight: 0.5, epsilon: 1e-7 };
    const whole = bothWays(factoredVariance, [squares, zeros(2, 3, 1), zeros(2, 1, 4)], numbers);
    const parts = [of(0, 12, 3, 4), of(12, 24, 3, 4)].map((part) =>
      bothWays(factoredVariance, [part, zeros(3, 1), zeros(1, 4)], numbers),
    );
    for (const name of ['rows', 'columns', 'variance']) {
      const joined = parts.flatMap(({ double }) => [...(double[name]?.values ?? [])]);
      const expected = {
        ...(whole.double[name] as NumberArray),
        values: Float64Array.from(joined),
      };
      expect(distance(whole.double[name] as NumberArray, expected)).toBeLessThan(1e-15);
      expect(distance(whole.device[name] as NumberArray, expected)).toBeLessThan(1e-6);
    }
  });
});
