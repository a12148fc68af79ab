import { call, mul, type Regularizer } from '@nadir/core';
import {
  checkInteger,
  checkNames,
  checkNonNegative,
  checkOptions,
  toRows,
} from '@nadir/core/internal';
import { matMul, mul as scaled, square, sum, type Tensor } from '@tensorflow/tfjs-core';
import { type Matrix, makeMatrix, timesVector, transposed } from '../../linear-algebra/matrix.js';
import { dominant, dominantOf } from '../../linear-algebra/power-iteration.js';
import { unitOp } from '../../units/unit-op.js';
import { makePenalty } from '../make-penalty.js';
import { registerRegularizer } from '../register-regularizer.js';
import { withGradient } from './with-gradient.js';

/** Options of {@link spectral} and {@link srip}. */
export interface PowerIterationOptions {
  /** Steps of the power iteration, each two products of the weight with a vector, ≥ 1. Default `10`. */
  iterations?: number;
}

/**
 * The greatest singular value σ of a weight, by which it can stretch its input at most:
 *
 *     R(W) = (λ / 2) σ²
 *     gradient:  λ σ u vᵀ        u, v the singular vectors of σ
 *
 * v comes from a power iteration that starts anew each time, so σ is a little too small where two
 * singular values are close. Parameters of rank ≤ 1 are left out always.
 *
 * Paper: Yoshida & Miyato 2017, https://arxiv.org/abs/1705.10941
 *
 * @param lambda Strength λ, a finite number ≥ 0.
 * @throws {@link OptionError} when λ or an option leaves its range.
 * @example
 * ```ts
 * const optimizer = new SGD(model, { learningRate: 0.1, regularizer: spectral(0.01) });
 * ```
 */
export function spectral(
  lambda: number,
  options: PowerIterationOptions = {},
): Regularizer<'penalty' | 'gradient'> {
  checkOptions('spectral', options);
  const { iterations = 10 } = options;
  checkNonNegative('spectral', { lambda }, 'lambda');
  checkNames('spectral', options, ['iterations']);
  checkInteger('spectral', { iterations }, 1, 'iterations');

  const stretch = (w: Tensor) => {
    const size = w.shape[1] as number;
    const v = dominant(size, iterations, (x) => matMul(w, matMul(w, x), true));
    return { v, stretched: matMul(w, v) };
  };
  const slope = unitOp('output', {
    name: 'spectralSlope',
    run(w) {
      const { v, stretched } = stretch(w);
      return matMul(stretched, v, false, true);
    },
    interpret: (w) => slopeOf(w, iterations),
  });
  return makePenalty({
    name: 'spectral',
    options: { lambda, iterations },
    penaltyOf: withGradient(
      (w) => scaled(lambda / 2, sum(square(stretch(toRows(w, 'output')).stretched))),
      (w) => scaled(lambda, slope.run([w], {}).value as Tensor),
    ),
    gradient: (w) => mul(lambda, call(slope, [w]).value),
  });
}

registerRegularizer(
  'spectral',
  ({ lambda, ...options }: PowerIterationOptions & { lambda: number }) => spectral(lambda, options),
);

/** W v vᵀ in plain JavaScript. */
function slopeOf(w: Matrix, iterations: number): Matrix {
  const turned = transposed(w);
  const v = dominantOf(w.columns, iterations, (x) => timesVector(turned, timesVector(w, x)));
  const stretched = timesVector(w, v);
  return makeMatrix(w.rows, w.columns, (i, j) => (stretched[i] as number) * (v[j] as number));
}
