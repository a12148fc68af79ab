import { add, div, mul, type Regularizer } from '@nadir/core';
import { checkNonNegative } from '@nadir/core/internal';
import { mul as scaled, square, sum } from '@tensorflow/tfjs-core';
import { makePenalty } from '../make-penalty.js';
import { type RegularizerOptions, sharedOptions } from '../options.js';
import { registerRegularizer } from '../register-regularizer.js';

/**
 * The ridge penalty, which keeps weights small.
 *
 *     R(w) = λ Σw²
 *     gradient:  2 λ w
 *     proximal:  w / (1 + 2 · step · λ)
 *
 * There is no ½ in it, as in Keras. PyTorch's `weight_decay` adds λ' w to the gradient, the penalty
 * (λ'/2) Σw²: so `l2(λ)` in the gradient of {@link SGD} or {@link Adam} is `weightDecay: 2 * λ`
 * there. It never is the decoupled decay of {@link AdamW}, which no gradient passes through.
 *
 * @param lambda Strength λ, a finite number ≥ 0.
 * @throws {@link OptionError} when λ or an option leaves its range.
 * @example
 * ```ts
 * const penalty = l2(5e-5);
 * const loss = () => add(crossEntropy(model.forward(x), y), penalty.penalty(model.parameters()));
 * ```
 */
export function l2(lambda: number, options: RegularizerOptions = {}): Regularizer {
  checkNonNegative('l2', { lambda }, 'lambda');
  return makePenalty({
    name: 'l2',
    options: { lambda, ...sharedOptions('l2', options) },
    penaltyOf: (w) => scaled(lambda, sum(square(w))),
    gradient: (w) => mul(2 * lambda, w),
    proximal: (w, step) => div(w, add(1, mul(step, 2 * lambda))),
  });
}

registerRegularizer('l2', ({ lambda, ...options }: RegularizerOptions & { lambda: number }) =>
  l2(lambda, options),
);
