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
