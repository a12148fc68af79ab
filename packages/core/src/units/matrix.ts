import type { Rows } from './rows.js';

/** A · B, in plain JavaScript. */
export const multiply = (a: Rows, b: Rows): Rows => {
  const columns = transposed(b);
  return a.map((row) => Float64Array.from(columns, (column) => dot(row, column)));
};

/** Aᵀ, in plain JavaScript. */
export const transposed = (a: Rows): Rows =>
  Array.from(a[0] ?? [], (_, column) => Float64Array.from(a, (row) => row[column] as number));

/** The sum of products of two vectors. */
export const dot = (a: Float64Array, b: Float64Array): number =>
  a.reduce((total, x, i) => total + x * (b[i] as number), 0);

/** A function of both elements in each place. */
export const zip = (a: Rows, b: Rows, of: (x: number, y: number) => number): Rows =>
  a.map((row, i) => row.map((x, j) => of(x, b[i]?.[j] as number)));
