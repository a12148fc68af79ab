import type { NumberArray, TensorOp } from '@nadir/core';
import {
  add,
  div,
  eye,
  matMul,
  max,
  maximum,
  mul,
  norm,
  pow,
  type Scalar,
  type Tensor,
} from '@tensorflow/tfjs-core';
import { combine } from './combine.js';
import { arrayOf, at, frobenius, makeMatrix, matrixOf, unitOf } from './matrix.js';
import { ridgeOf } from './ridge.js';
import { symmetricEigen } from './symmetric-eigen.js';

/** Steps after which the iteration has raised the smallest eigenvalue that the ridge leaves to 1. */
const iterations = 24;

/**
 * A symmetric matrix without negative eigenvalues, to the power −1/p, for an even p:
 *
 *     A = scale S + max(ε, ρ ‖scale S‖) I,   ρ = 8 √n units in the last place
 *     root = A^(−1/p)
 *
 * Inputs are S and the root before, which is the result where `due` is 0. The bound ρ is for what rounding leaves
 * unknown of the smallest eigenvalues, which without it may be negative.
 *
 * With TensorFlow.js it is computed by the coupled Newton iteration, in products of matrices only:
 *
 *     M = z A,  H = z^(1/p) I              z = (1 + p) / 2‖A‖
 *     W = ((1 + p) I − M) / p;  M ← Wᵖ M;  H ← H W
 *
 * Source: Guo & Higham, SIAM J. Matrix Anal. Appl. 28, 2006, https://doi.org/10.1137/050643374
 */
export const inverseRoot = {
  name: 'inverseRoot',
  results: { root: 'tensor' },

  run([statistic, before], { p = 2, scale = 1, epsilon = 0, due = 1 }) {
    if (due === 0) return { root: before as Tensor };
    const s = mul(statistic as Tensor, scale);
    const [size] = s.shape as [number];
    const unit = eye(size);
    // Divided by its largest element, so that no square leaves the range of float32.
    const largest = maximum(max(s), epsilon);
    const even = div(s, largest);
    const ridge = maximum(mul(norm(even), ridgeOf(size, 2 ** -23)), div(epsilon, largest));
    const a = add(even, mul(ridge, unit));
    const z = div((1 + p) / 2, norm(a)) as Scalar;
    let m = mul(a, z);
    let h = mul(unit, mul(pow(z, 1 / p), pow(largest, -1 / p)));
    for (let k = 0; k < iterations; k++) {
      const w = combine((1 + p) / p, unit, -1 / p, m);
      h = matMul(h, w);
      m = matMul(power(w, p), m);
    }
    return { root: h };
  },

  interpret([statistic, before], { p = 2, scale = 1, epsilon = 0, due = 1 }) {
    if (due === 0) return { root: before as NumberArray };
    const s = matrixOf(statistic as NumberArray);
    const scaled = { ...s, values: s.values.map((x) => scale * x) };
    const hidden = ridgeOf(s.rows, unitOf(statistic as NumberArray)) * frobenius(scaled);
    const ridge = Math.max(epsilon, hidden);
    const { values, vectors } = symmetricEigen(scaled);
    const powers = values.map((value) => (value + ridge) ** (-1 / p));
    const root = makeMatrix(s.rows, s.rows, (row, column) =>
      powers.reduce((sum, x, k) => sum + x * at(vectors, row, k) * at(vectors, column, k), 0),
    );
    return { root: arrayOf(root) };
  },
} as const satisfies TensorOp;

/** W to an even power. */
function power(w: Tensor, p: number): Tensor {
  const square = matMul(w, w);
  if (p === 2) return square;
  const half = power(square, p % 4 === 0 ? p / 2 : p / 2 - 1);
  return p % 4 === 0 ? half : matMul(square, half);
}
