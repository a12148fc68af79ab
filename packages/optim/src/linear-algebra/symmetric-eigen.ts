import { identity, type Matrix, transposed } from './matrix.js';

/** Eigenvalues of a symmetric matrix, and eigenvectors as columns, in any order. */
export interface Eigen {
  readonly values: Float64Array;
  readonly vectors: Matrix;
}

/**
 * Eigenvalues and eigenvectors by Jacobi's rotations, which go on until nothing is left beside the diagonal. Small
 * eigenvalues are as exact as large ones where the matrix tells them.
 *
 * Source: Golub & Van Loan, Matrix Computations, 4th edition, 8.5.
 */
export function symmetricEigen(matrix: Matrix): Eigen {
  const size = matrix.rows;
  const a = Float64Array.from(matrix.values);
  // Vectors as rows, whose elements lie side by side.
  const vectors = identity(size);
  for (let sweep = 0; sweep < 60; sweep++) {
    let rotations = 0;
    for (let p = 0; p < size; p++) {
      for (let q = p + 1; q < size; q++) if (rotate(a, vectors.values, size, p, q)) rotations++;
      mirror(a, size, p);
    }
    if (rotations === 0) break;
  }
  const values = Float64Array.from({ length: size }, (_, i) => a[i * size + i] as number);
  return { values, vectors: transposed(vectors) };
}

/**
 * Makes one pair of elements of A zero, unless it is lost beside the diagonal already. Column p is left as it was,
 * since only row p is read until the next p.
 */
function rotate(a: Float64Array, vectors: Float64Array, size: number, p: number, q: number) {
  const [pp, pq, qp, qq] = [p * size + p, p * size + q, q * size + p, q * size + q];
  const app = a[pp] as number;
  const aqq = a[qq] as number;
  const apq = a[pq] as number;
  if (!(Math.abs(apq) > 2 ** -54 * Math.sqrt(Math.abs(app * aqq)))) return false;
  const tau = (aqq - app) / (2 * apq);
  const t = (tau < 0 ? -1 : 1) / (Math.abs(tau) + Math.hypot(1, tau));
  const c = 1 / Math.hypot(1, t);
  const s = t * c;
  turn(a, size, p, q, c, s);
  mirror(a, size, q);
  a[pp] = app - t * apq;
  a[qq] = aqq + t * apq;
  a[pq] = 0;
  a[qp] = 0;
  turn(vectors, size, p, q, c, s);
  return true;
}

/** Turns two rows by an angle, of which the cosine and the sine are given. */
function turn(a: Float64Array, size: number, p: number, q: number, c: number, s: number): void {
  for (let k = 0; k < size; k++) {
    const x = a[p * size + k] as number;
    const y = a[q * size + k] as number;
    a[p * size + k] = c * x - s * y;
    a[q * size + k] = s * x + c * y;
  }
}

/** Copies a row to the column of the same number. */
function mirror(a: Float64Array, size: number, row: number): void {
  for (let k = 0; k < size; k++) a[k * size + row] = a[row * size + k] as number;
}
