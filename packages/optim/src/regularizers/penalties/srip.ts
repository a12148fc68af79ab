import { call, mul, type Regularizer } from '@nadir/core';
import {
  checkInteger,
  checkNames,
  checkNonNegative,
  checkOptions,
  toRows,
} from '@nadir/core/internal';
import {
  add,
  div,
  matMul,
  maximum,
  norm,
  mul as scaled,
  sub,
  type Tensor,
  transpose,
} from '@tensorflow/tfjs-core';
import { type Matrix, makeMatrix, timesVector, transposed } from '../../linear-algebra/matrix.js';
import { dominant, dominantOf } from '../../linear-algebra/power-iteration.js';
import { unitOp } from '../../units/unit-op.js';
import { makePenalty } from '../make-penalty.js';
import { registerRegularizer } from '../register-regularizer.js';
import type { PowerIterationOptions } from './spectral.js';
import { withGradient } from './with-gradient.js';

/**
 * The restricted isometry penalty: how far a weight is at most from keeping a length. For the matrix W
 * with a row for each output unit:
 *
 *     R(W) = λ σ        σ the greatest |eigenvalue| of A = G − I, G the smaller of W Wᵀ and Wᵀ W
 *
 * With a unit vector v for which A v = ± σ v, and y = A v / σ, the gradient of λ yᵀ A v is
 * λ (y vᵀ + v yᵀ) W, or its transpose for Wᵀ. v comes from a power iteration that starts anew each
 * time, so σ is a little too small where two eigenvalues are close. {@link orthogonal} counts all
 * eigenvalues, this one the worst. Parameters of rank ≤ 1 are left out always.
 *
 * Paper: Bansal et al., NeurIPS 2018, https://arxiv.org/abs/1810.09102
 *
 * @param lambda Strength λ, a finite number ≥ 0.
 * @throws {@link OptionError} when λ or an option leaves its range.
 * @example
 * ```ts
 * const optimizer = new SGD(model, { learningRate: 0.1, regularizer: srip(0.1) });
 * ```
 */
export function srip(
  lambda: number,
  options: PowerIterationOptions = {},
): Regularizer<'penalty' | 'gradient'> {
  checkOptions('srip', options);
  const { iterations = 10 } = options;
  checkNonNegative('srip', { lambda }, 'lambda');
  checkNames('srip', options, ['iterations']);
  checkInteger('srip', { iterations }, 1, 'iterations');

  const slope = unitOp('output', {
    name: 'sripSlope',
    run(rows) {
      const isTall = tall(rows.shape);
      const wide = isTall ? transpose(rows) : rows;
      const { v, stretched } = worst(wide, iterations);
      const y = div(stretched, maximum(norm(stretched), leastNorm));
      const through = (x: Tensor) => matMul(x, wide, true);
      const made = add(matMul(y, through(v)), matMul(v, through(y)));
      return isTall ? transpose(made) : made;
    },
    interpret(rows) {
      const isTall = tall([rows.rows, rows.columns]);
      const made = slopeOf(isTall ? transposed(rows) : rows, iterations);
      return isTall ? transposed(made) : made;
    },
  });
  return makePenalty({
    name: 'srip',
    options: { lambda, iterations },
    penaltyOf: withGradient(
      (w) => {
        const rows = toRows(w, 'output');
        const { stretched } = worst(tall(rows.shape) ? transpose(rows) : rows, iterations);
        return scaled(lambda, norm(stretched));
      },
      (w) => scaled(lambda, slope.run([w], {}).value as Tensor),
    ),
    gradient: (w) => mul(lambda, call(slope, [w]).value),
  });
}

registerRegularizer('srip', ({ lambda, ...options }: PowerIterationOptions & { lambda: number }) =>
  srip(lambda, options),
);

/** The smallest norm that a vector is divided by: that of an orthogonal matrix is 0. */
const leastNorm = 1e-12;

const tall = ([rows = 0, columns = 0]: readonly number[]): boolean => rows > columns;

/** The v that P Pᵀ − I stretches most, and what becomes of it. */
function worst(wide: Tensor, iterations: number) {
  const multiply = (x: Tensor) => sub(matMul(wide, matMul(wide, x, true)), x);
  const v = dominant(wide.shape[0] as number, iterations, multiply);
  return { v, stretched: multiply(v) };
}

/** y vᵀ P + v yᵀ P in plain JavaScript. */
function slopeOf(wide: Matrix, iterations: number): Matrix {
  const turned = transposed(wide);
  const multiply = (x: Float64Array) =>
    timesVector(wide, timesVector(turned, x)).map((value, i) => value - (x[i] as number));
  const v = dominantOf(wide.rows, iterations, multiply);
  const stretched = multiply(v);
  const length = Math.max(Math.hypot(...stretched), leastNorm);
  const y = stretched.map((x) => x / length);
  const [throughV, throughY] = [timesVector(turned, v), timesVector(turned, y)];
  return makeMatrix(
    wide.rows,
    wide.columns,
    (i, j) =>
      (y[i] as number) * (throughV[j] as number) + (v[i] as number) * (throughY[j] as number),
  );
}
