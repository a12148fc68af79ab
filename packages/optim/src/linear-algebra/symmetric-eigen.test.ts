import { describe, expect, it } from 'vitest';
import { at, identity, type Matrix, makeMatrix, product, transposed } from './matrix.js';
import { symmetricEigen } from './symmetric-eigen.js';

const largest = ({ values }: Matrix) => values.reduce((most, x) => Math.max(most, Math.abs(x)), 0);

const difference = (a: Matrix, b: Matrix): number =>
  largest({ ...a, values: a.values.map((x, i) => x - (b.values[i] as number)) });

/** A symmetric matrix whose elements are all different. */
const example = (size: number) =>
  makeMatrix(size, size, (row, column) => Math.sin(1 + row * column + 3 * (row + column)));

describe('symmetricEigen', () => {
  it('finds the eigenvalues and eigenvectors of a 2 × 2 matrix', () => {
    // [[2, 1], [1, 2]] has 1 for (1, −1) and 3 for (1, 1).
    const { values, vectors } = symmetricEigen({
      rows: 2,
      columns: 2,
      values: Float64Array.of(2, 1, 1, 2),
    });
    const one = values[0] === Math.min(...values) ? 0 : 1;
    expect([values[one], values[1 - one]].map((x) => x?.toFixed(14))).toEqual(
      [1, 3].map((x) => x.toFixed(14)),
    );
    expect(at(vectors, 0, one) / at(vectors, 1, one)).toBeCloseTo(-1, 14);
    expect(at(vectors, 0, 1 - one) / at(vectors, 1, 1 - one)).toBeCloseTo(1, 14);
  });

  it.each([1, 3, 8, 33])('takes a matrix of size %i apart', (size) => {
    const matrix = example(size);
    const { values, vectors } = symmetricEigen(matrix);
    const diagonal = makeMatrix(size, size, (i, j) => (i === j ? (values[i] as number) : 0));
    const again = product(product(vectors, diagonal), transposed(vectors));
    expect(difference(again, matrix)).toBeLessThan(1e-13);
    expect(difference(product(transposed(vectors), vectors), identity(size))).toBeLessThan(1e-13);
  });

  it('keeps the digits of eigenvalues that are small beside others', () => {
    // The product of the eigenvalues is the determinant, 1e-10 − 1e-11.
    const values = Float64Array.of(1, 1e-6 * Math.sqrt(10), 1e-6 * Math.sqrt(10), 1e-10);
    const { values: found } = symmetricEigen({ rows: 2, columns: 2, values });
    const smallest = Math.min(...found);
    expect(smallest / 9e-11).toBeCloseTo(1, 9);
  });

  it('is left alone by zeros, and by what is no number', () => {
    const zeros = makeMatrix(3, 3, () => 0);
    expect([...symmetricEigen(zeros).values]).toEqual([0, 0, 0]);
    const { values } = symmetricEigen(makeMatrix(2, 2, () => Number.NaN));
    expect([...values]).toEqual([Number.NaN, Number.NaN]);
  });
});
