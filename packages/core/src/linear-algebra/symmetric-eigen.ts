import { at, identity, type Matrix } from './matrix.js';

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
  const a = { ...matrix, values: Float64Array.from(matrix.values) };
  const v = identity(size);
  for (let sweep = 0; sweep < 60; sweep++) {
    let rotations = 0;
    for (let p = 0; p < size; p++) {
      for (let q = p + 1; q < size; q++) if (rotate(a, v, p, q)) rotations++;
    }
    if (rotations === 0) break;
  }
  return { values: Float64Array.from({ length: size }, (_, i) => at(a, i, i)), vectors: v };
}

/** Makes one pair of elements zero, unless it is lost beside the diagonal already. */
function rotate(a: Matrix, v: Matrix, p: number, q: number): boolean {
  const size = a.rows;
  const [app, aqq, apq] = [at(a, p, p), at(a, q, q), at(a, p, q)];
  if (!(Math.abs(apq) > 2 ** -56 * Math.sqrt(Math.abs(app * aqq)))) return false;
  const tau = (aqq - app) / (2 * apq);
  const t = Math.sign(tau || 1) / (Math.abs(tau) + Math.hypot(1, tau));
  const c = 1 / Math.hypot(1, t);
  const s = t * c;
  const turn = ({ values }: Matrix, i: number, j: number) => {
    const [x, y] = [values[i] as number, values[j] as number];
    values[i] = c * x - s * y;
    values[j] = s * x + c * y;
  };
  for (let k = 0; k < size; k++) turn(a, k * size + p, k * size + q);
  for (let k = 0; k < size; k++) turn(a, p * size + k, q * size + k);
  a.values[p * size + q] = 0;
  a.values[q * size + p] = 0;
  for (let k = 0; k < size; k++) turn(v, k * size + p, k * size + q);
  return true;
}
