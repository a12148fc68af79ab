import type { NumberArray } from '@nadir/core';

/** A matrix of float64 numbers on the host, row by row: how operations are interpreted. */
export interface Matrix {
  readonly rows: number;
  readonly columns: number;
  readonly values: Float64Array;
}

/** A matrix whose elements are computed. */
export function makeMatrix(
  rows: number,
  columns: number,
  elementAt: (row: number, column: number) => number,
): Matrix {
  const values = Float64Array.from({ length: rows * columns }, (_, i) =>
    elementAt(Math.floor(i / columns), i % columns),
  );
  return { rows, columns, values };
}

/** The numbers of an array of rank 2. */
export function matrixOf({ shape, values }: NumberArray): Matrix {
  const [rows, columns] = shape as [number, number];
  return { rows, columns, values: Float64Array.from(values) };
}

/** A matrix as an array of rank 2. */
export const arrayOf = ({ rows, columns, values }: Matrix): NumberArray => ({
  shape: [rows, columns],
  values,
});

/** One element. */
export const at = ({ columns, values }: Matrix, row: number, column: number): number =>
  values[row * columns + column] as number;

/** One row, as a view of the matrix. */
export const rowOf = ({ columns, values }: Matrix, row: number): Float64Array =>
  values.subarray(row * columns, (row + 1) * columns);

/** A number for each row, as a matrix of one column. */
export const columnOf = (a: Matrix, of: (row: Float64Array) => number): Matrix =>
  makeMatrix(a.rows, 1, (row) => of(rowOf(a, row)));

/** A matrix whose rows are made of those of another, each of the same length. */
export function mapRows(a: Matrix, of: (row: Float64Array, i: number) => Float64Array): Matrix {
  const values = new Float64Array(a.values.length);
  for (let row = 0; row < a.rows; row++) values.set(of(rowOf(a, row), row), row * a.columns);
  return { ...a, values };
}

/** The unit matrix. */
export const identity = (size: number): Matrix =>
  makeMatrix(size, size, (row, column) => (row === column ? 1 : 0));

/** ‖A‖, the root of the sum of all squares. */
export const frobenius = ({ values }: Matrix): number =>
  Math.sqrt(values.reduce((sum, x) => sum + x * x, 0));

/** Aᵀ. */
export const transposed = (a: Matrix): Matrix =>
  makeMatrix(a.columns, a.rows, (row, column) => at(a, column, row));

/** A B. */
export function product(a: Matrix, b: Matrix): Matrix {
  return makeMatrix(a.rows, b.columns, (row, column) => {
    let sum = 0;
    for (let k = 0; k < a.columns; k++) sum += at(a, row, k) * at(b, k, column);
    return sum;
  });
}

/** A x. */
export const timesVector = (a: Matrix, x: Float64Array): Float64Array =>
  Float64Array.from({ length: a.rows }, (_, row) => dot(rowOf(a, row), x));

/** The sum of products of two vectors. */
export const dot = (a: Float64Array, b: Float64Array): number =>
  a.reduce((sum, x, i) => sum + x * (b[i] as number), 0);

/** α A + β B. */
export const combination = (alpha: number, a: Matrix, beta: number, b: Matrix): Matrix =>
  makeMatrix(
    a.rows,
    a.columns,
    (row, column) => alpha * at(a, row, column) + beta * at(b, row, column),
  );

/** The unit in the last place of 1 in the precision that an array has. */
export const unitOf = ({ values }: NumberArray): number =>
  values instanceof Float32Array ? 2 ** -23 : 2 ** -52;
