import { abs, greater, mul, type Regularizer, sqrt, where } from '@nadir/core';
import { checkNonNegative } from '@nadir/core/internal';
import { cast, notEqual, mul as scaled, sum } from '@tensorflow/tfjs-core';
import { makePenalty } from '../make-penalty.js';
import { type RegularizerOptions, sharedOptions } from '../options.js';
import { registerRegularizer } from '../register-regularizer.js';

/**
 * The number of weights that are not 0, which prunes without making those that stay smaller.
 *
 *     R(w) = λ · #{i : wᵢ ≠ 0}
 *     proximal:  w where |w| > √(2 · step · λ), else 0
 *
 * It has no gradient, so `penalty` moves nothing: give it to an optimizer as `proximal`. The step
 * of {@link l1} also makes zeros, and moves every weight by the same amount.
 *
 * @param lambda Strength λ, a finite number ≥ 0.
 * @throws {@link OptionError} when λ or an option leaves its range.
 * @example
 * ```ts
 * const optimizer = new SGD(model, { learningRate: 0.1, proximal: l0(1e-4) });
 * ```
 */
export function l0(
  lambda: number,
  options: RegularizerOptions = {},
): Regularizer<'penalty' | 'proximal'> {
  checkNonNegative('l0', { lambda }, 'lambda');
  return makePenalty({
    name: 'l0',
    options: { lambda, ...sharedOptions('l0', options) },
    penaltyOf: (w) => scaled(lambda, sum(cast(notEqual(w, 0), 'float32'))),
    proximal: (w, step) => where(greater(abs(w), sqrt(mul(step, 2 * lambda))), w, 0),
  });
}

registerRegularizer('l0', ({ lambda, ...options }: RegularizerOptions & { lambda: number }) =>
  l0(lambda, options),
);
