import { add, div, mul, type Regularizer, sign } from '@nadir/core';
import { checkNames, checkNonNegative } from '@nadir/core/internal';
import { add as plus, mul as scaled, square, sum } from '@tensorflow/tfjs-core';
import { makePenalty } from '../make-penalty.js';
import { type RegularizerOptions, sharedOptions } from '../options.js';
import { registerRegularizer } from '../register-regularizer.js';
import { shrink } from '../shrink.js';
import { absolute } from './absolute.js';

/** Strengths of {@link elasticNet}, each ≥ 0. */
export interface ElasticNetStrengths {
  /** Strength λ₁ of Σ|w|, a finite number ≥ 0. */
  l1: number;
  /** Strength λ₂ of Σw², a finite number ≥ 0. */
  l2: number;
}

/**
 * The sum of the penalties {@link l1} and {@link l2}: sparse, and steadier than L1 alone where
 * weights are correlated.
 *
 *     R(w) = λ₁ Σ|w| + λ₂ Σw²
 *     gradient:  λ₁ sign(w) + 2 λ₂ w
 *     proximal:  sign(w) · max(|w| − step · λ₁, 0) / (1 + 2 · step · λ₂)
 *
 * Paper: Zou & Hastie, J. R. Stat. Soc. B 67, 2005, https://doi.org/10.1111/j.1467-9868.2005.00503.x
 * @throws {@link OptionError} when a strength or an option leaves its range.
 * @example
 * ```ts
 * const optimizer = new SGD(model, { learningRate: 0.1, proximal: elasticNet({ l1: 1e-4, l2: 1e-5 }) });
 * ```
 */
export function elasticNet(
  strengths: ElasticNetStrengths,
  options: RegularizerOptions = {},
): Regularizer {
  checkNames('elasticNet', strengths, ['l1', 'l2']);
  const { l1, l2 } = strengths;
  checkNonNegative('elasticNet', { l1, l2 }, 'l1', 'l2');
  return makePenalty({
    name: 'elasticNet',
    options: { l1, l2, ...sharedOptions('elasticNet', options) },
    penaltyOf: (w) => plus(scaled(l1, sum(absolute(w))), scaled(l2, sum(square(w)))),
    gradient: (w) => add(mul(l1, sign(w)), mul(2 * l2, w)),
    proximal: (w, step) => div(shrink(w, mul(step, l1)), add(1, mul(step, 2 * l2))),
  });
}

registerRegularizer(
  'elasticNet',
  ({ l1, l2, ...options }: RegularizerOptions & ElasticNetStrengths) =>
    elasticNet({ l1, l2 }, options),
);
