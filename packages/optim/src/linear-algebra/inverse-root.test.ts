import type { NumberArray } from '@nadir/core';
import { bothWays, distance, normalArray } from '@nadir/testing';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { inverseRoot } from './inverse-root.js';
import { arrayOf, identity, type Matrix, matrixOf, product, transposed } from './matrix.js';

beforeAll(async () => {
  tf.enableProdMode();
  await tf.setBackend('cpu');
});

const square = (...values: number[]): NumberArray => ({
  shape: [Math.sqrt(values.length), Math.sqrt(values.length)],
  values: Float32Array.from(values),
});

/** X Xᵀ, which has no eigenvalue below 0 and none at 0 where X is wide. */
function gram(rows: number, columns: number, seed: number): NumberArray {
  const x = matrixOf(normalArray([rows, columns], seed));
  const { shape, values } = arrayOf(product(x, transposed(x)));
  return { shape, values: Float32Array.from(values) };
}

const unused = (size: number) => square(...new Array<number>(size * size).fill(0));

describe('inverseRoot', () => {
  it('takes roots of the eigenvalues', () => {
    const statistic = square(16, 0, 0, 81);
    const { device, double } = bothWays(inverseRoot, [statistic, unused(2)], { p: 4 });
    const expected = { shape: [2, 2], values: Float64Array.of(1 / 2, 0, 0, 1 / 3) };
    expect(distance(double.root as NumberArray, expected)).toBeLessThan(1e-13);
    expect(distance(device.root as NumberArray, expected)).toBeLessThan(1e-5);
  });

  it.each([2, 4, 6, 8, 10])('gives the inverse to the power %i', (p) => {
    const statistic = gram(5, 12, p);
    const { device, double } = bothWays(inverseRoot, [statistic, unused(5)], { p });
    for (const [{ root }, tolerance] of [
      [double, 1e-12],
      [device, 2e-5],
    ] as const) {
      let powers: Matrix = matrixOf(statistic);
      for (let k = 0; k < p; k++) powers = product(powers, matrixOf(root as NumberArray));
      expect(distance(arrayOf(powers), arrayOf(identity(5)))).toBeLessThan(tolerance);
    }
  });

  it('scales, and adds ε to the eigenvalues', () => {
    const numbers = { p: 2, scale: 2, epsilon: 4 };
    const { device, double } = bothWays(inverseRoot, [square(2.5, 0, 0, 6), unused(2)], numbers);
    const expected = { shape: [2, 2], values: Float64Array.of(1 / 3, 0, 0, 1 / 4) };
    expect(distance(double.root as NumberArray, expected)).toBeLessThan(1e-13);
    expect(distance(device.root as NumberArray, expected)).toBeLessThan(1e-6);
  });

  it('is the root before where none is due', () => {
    const before = square(1, 2, 3, 4);
    const { device, double } = bothWays(inverseRoot, [square(4, 0, 0, 4), before], {
      p: 2,
      due: 0,
    });
    expect(distance(device.root as NumberArray, before)).toBe(0);
    expect(distance(double.root as NumberArray, before)).toBe(0);
  });

  it('is finite where only ε stands against zeros, and with numbers as large as squares can be', () => {
    for (const [value, epsilon] of [
      [0, 1e-6],
      [1e30, 1e-6],
    ] as const) {
      const statistic = square(value, 0, 0, value);
      const { device } = bothWays(inverseRoot, [statistic, unused(2)], { p: 4, epsilon });
      const root = device.root?.values[0] as number;
      expect(root * (value + epsilon) ** 0.25).toBeCloseTo(1, 4);
    }
  });

  it('acts alike in float32 and float64 where a gradient is, however singular the rest', () => {
    // X Xᵀ of rank 2 in 9 dimensions. Of u = root · x the interpreter, which has the same ridge, says what it is; rounding
    // of the root, 500 times as large across x as along it, leaves 4 digits.
    const x = normalArray([9, 2], 3);
    const { shape, values } = arrayOf(product(matrixOf(x), transposed(matrixOf(x))));
    const statistic = { shape, values: Float32Array.from(values) };
    const { device, single } = bothWays(inverseRoot, [statistic, unused(9)], { p: 4 });
    const [given, expected] = [device, single].map(({ root }) =>
      arrayOf(product(matrixOf(root as NumberArray), matrixOf(x))),
    ) as [NumberArray, NumberArray];
    expect(distance(given, expected)).toBeLessThan(1e-4);
  });
});
