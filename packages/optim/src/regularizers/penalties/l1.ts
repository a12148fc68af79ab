import { mul, type Regularizer, sign } from '@nadir/core';
import { checkNonNegative } from '@nadir/core/internal';
import { mul as scaled, sum } from '@tensorflow/tfjs-core';
import { makePenalty } from '../make-penalty.js';
import { type RegularizerOptions, sharedOptions } from '../options.js';
import { registerRegularizer } from '../register-regularizer.js';
import { shrink } from '../shrink.js';
import { absolute } from './absolute.js';

/**
 * The lasso penalty, which makes weights sparse.
 *
 *     R(w) = λ Σ|w|
 *     gradient:  λ sign(w), with 0 at 0
 *     proximal:  sign(w) · max(|w| − step · λ, 0)
 *
 * The gradient makes weights small but hardly ever 0: they oscillate about it. The proximal step
 * makes exact zeros; give it to an optimizer as `proximal`.
 *
 * @param lambda Strength λ, a finite number ≥ 0.
 * @throws {@link OptionError} when λ or an option leaves its range.
 * @example
 * ```ts
 * const penalty = l1(1e-4);
 * const optimizer = new SGD(model, { learningRate: 0.1, proximal: penalty });
 * const loss = () => add(crossEntropy(model.forward(x), y), penalty.penalty(model.parameters()));
 * ```
 */
export function l1(lambda: number, options: RegularizerOptions = {}): Regularizer {
  checkNonNegative('l1', { lambda }, 'lambda');
  return makePenalty({
    name: 'l1',
    options: { lambda, ...sharedOptions('l1', options) },
    penaltyOf: (w) => scaled(lambda, sum(absolute(w))),
    gradient: (w) => mul(lambda, sign(w)),
    proximal: (w, step) => shrink(w, mul(step, lambda)),
  });
}

registerRegularizer('l1', ({ lambda, ...options }: RegularizerOptions & { lambda: number }) =>
  l1(lambda, options),
);
