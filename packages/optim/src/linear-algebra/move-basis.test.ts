import type { NumberArray } from '@nadir/core';
import { bothWays, distance, normalArray } from '@nadir/testing';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  arrayOf,
  at,
  identity,
  type Matrix,
  makeMatrix,
  matrixOf,
  product,
  transposed,
} from './matrix.js';
import { moveBasis } from './move-basis.js';

beforeAll(async () => {
  tf.enableProdMode();
  await tf.setBackend('cpu');
});

const rounded = (matrix: Matrix): NumberArray => ({
  shape: [matrix.rows, matrix.columns],
  values: Float32Array.from(matrix.values),
});

const diagonal = (...numbers: number[]): Matrix =>
  makeMatrix(numbers.length, numbers.length, (row, column) =>
    row === column ? (numbers[row] as number) : 0,
  );

/** An orthogonal matrix of n × n without an order in its columns: that of the discrete sine transform. */
const sines = (n: number): Matrix =>
  makeMatrix(
    n,
    n,
    (row, column) =>
      Math.sqrt(2 / (n + 1)) * Math.sin((Math.PI * (row + 1) * (column + 1)) / (n + 1)),
  );

/** V diag(numbers) Vᵀ. */
const withEigenvalues = (vectors: Matrix, numbers: readonly number[]): NumberArray =>
  rounded(product(product(vectors, diagonal(...numbers)), transposed(vectors)));

const squares = (n: number) => normalArray([n, 3], 8);

describe('moveBasis', () => {
  it.each([1, 2, 3, 6, 13])('finds the eigenvectors of a matrix of size %i at first', (n) => {
    // The largest eigenvalue, n, belongs to the last column.
    const vectors = sines(n);
    const numbers = Array.from({ length: n }, (_, k) => k + 1);
    const statistics = withEigenvalues(vectors, numbers);
    const inputs = [statistics, rounded(diagonal(...numbers)), squares(n), squares(n)];
    const { device, double } = bothWays(moveBasis(0), inputs, { first: 1 });
    const expected = makeMatrix(n, n, (row, column) => at(vectors, row, n - 1 - column));
    for (const { basis } of [device, double]) {
      const found = matrixOf(basis as NumberArray);
      const { values } = product(transposed(found), expected);
      // Signs beside.
      const same = makeMatrix(n, n, (row, column) => Math.abs(values[row * n + column] as number));
      expect(distance(arrayOf(same), arrayOf(identity(n)))).toBeLessThan(2e-6);
      const ones = makeMatrix(1, n, () => 1);
      expect(Math.min(...product(ones, found).values)).toBeGreaterThan(-2e-6);
    }
    expect([...(device.m?.values ?? [])]).toEqual([...squares(n).values]);
  });

  it('stays when it is not due', () => {
    const inputs = [rounded(diagonal(1, 2)), rounded(sines(2)), squares(2), normalArray([2, 3], 9)];
    const { device, double } = bothWays(moveBasis(0), inputs);
    for (const { basis, m, v } of [device, double]) {
      expect([basis, m, v].map((one) => [...(one?.values ?? [])])).toEqual(
        inputs.slice(1).map(({ values }) => [...values]),
      );
    }
  });

  it('makes a step of the power iteration, whose order and turn the means follow', () => {
    // S Q = [[0, 1], [2, 0.5]] with numbers 0 and 0.5 in the diagonal: columns change places, and the
    // first is (1, 0.5) / √1.25. What is left of (0, 2) points along (−0.5, 1) / √1.25.
    const statistics = rounded({ rows: 2, columns: 2, values: Float64Array.of(0, 1, 1, 0.5) });
    const m = { shape: [2, 1], values: Float32Array.of(1, 3) };
    const v = { shape: [2, 1], values: Float32Array.of(5, 7) };
    const inputs = [statistics, rounded(identity(2)), m, v];
    const { device, double } = bothWays(moveBasis(0), inputs, { due: 1 });
    const s = Math.sqrt(1.25);
    const expected = {
      basis: { shape: [2, 2], values: Float64Array.of(1 / s, -0.5 / s, 0.5 / s, 1 / s) },
      m: { shape: [2, 1], values: Float64Array.of(2.5 / s, 2.5 / s) },
      v: { shape: [2, 1], values: Float64Array.of(7, 5) },
    };
    for (const [name, values] of Object.entries(expected)) {
      // In float32 ρ is 8 √2 · 2⁻²³ = 1.3e-6 times the norm.
      expect(distance(double[name] as NumberArray, values)).toBeLessThan(1e-13);
      expect(distance(device[name] as NumberArray, values)).toBeLessThan(5e-6);
    }
  });

  it.each([0, 1, 2])('is the same both ways across dimension %i', (dimension) => {
    const shape = [5, 7, 6];
    const n = shape[dimension] as number;
    const numbers = Array.from({ length: n }, (_, k) => 1 + ((3 * k) % n));
    const basis = sines(n);
    const statistics = withEigenvalues(basis, numbers);
    // Not the eigenvectors of S, so that there is a way to go.
    const turned = product(diagonal(-1, ...new Array<number>(n - 1).fill(1)), basis);
    const inputs = [statistics, rounded(turned), normalArray(shape, 1), normalArray(shape, 2)];
    const { device, single } = bothWays(moveBasis(dimension), inputs, { due: 1 });
    for (const name of ['basis', 'm', 'v']) {
      expect(distance(device[name] as NumberArray, single[name] as NumberArray)).toBeLessThan(1e-5);
    }
  });

  it('keeps a basis where there are no eigenvalues', () => {
    for (const statistics of [diagonal(0, 0, 0), diagonal(2, 0, 0)]) {
      const inputs = [rounded(statistics), rounded(identity(3)), squares(3), squares(3)];
      for (const made of Object.values(bothWays(moveBasis(0), inputs, { due: 1 }))) {
        expect(distance(made.basis as NumberArray, arrayOf(identity(3)))).toBeLessThan(1e-6);
      }
      const { device } = bothWays(moveBasis(0), inputs, { first: 1 });
      expect(distance(device.basis as NumberArray, arrayOf(identity(3)))).toBeLessThan(1e-6);
    }
  });

  it('takes any basis of the space without eigenvalues, and no other way around it', () => {
    // Of rank 5, as the statistics of a first gradient of 5 × 7 are.
    const n = 7;
    const statistics = withEigenvalues(sines(n), [5, 4, 3, 2, 1, 0, 0]);
    const inputs = [statistics, rounded(identity(n)), squares(n), squares(n)];
    for (const { basis } of Object.values(bothWays(moveBasis(0), inputs, { first: 1 }))) {
      const q = matrixOf(basis as NumberArray);
      expect(distance(arrayOf(product(transposed(q), q)), arrayOf(identity(n)))).toBeLessThan(1e-6);
      const turned = product(transposed(q), product(matrixOf(statistics), q));
      expect(distance(arrayOf(turned), arrayOf(diagonal(5, 4, 3, 2, 1, 0, 0)))).toBeLessThan(5e-6);
    }
  });

  it('stays orthogonal with eigenvalues of very different sizes', () => {
    const n = 24;
    const numbers = Array.from({ length: n }, (_, k) => 10 ** (-k / 2));
    const statistics = withEigenvalues(sines(n), numbers);
    const inputs = [statistics, rounded(identity(n)), squares(n), squares(n)];
    for (const when of [{ first: 1 }, { due: 1 }]) {
      const { device } = bothWays(moveBasis(0), inputs, when);
      const basis = matrixOf(device.basis as NumberArray);
      const gram = arrayOf(product(transposed(basis), basis));
      expect(distance(gram, arrayOf(identity(n)))).toBeLessThan(1e-6);
    }
  });

  it('takes statistics whose squares leave the range of float32', () => {
    for (const scale of [1e-25, 1e25]) {
      const inputs = [
        rounded(diagonal(scale, 4 * scale)),
        rounded(sines(2)),
        squares(2),
        squares(2),
      ];
      for (const when of [{ first: 1 }, { due: 1 }]) {
        const { device, double } = bothWays(moveBasis(0), inputs, when);
        expect(distance(device.basis as NumberArray, double.basis as NumberArray)).toBeLessThan(
          1e-6,
        );
      }
    }
  });
});
