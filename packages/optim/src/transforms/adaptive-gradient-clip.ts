import {
  bind,
  defineTransform,
  div,
  type Expr,
  less,
  max,
  mul,
  type Numeric,
  sqrt,
  square,
  sum,
  type Transform,
  where,
} from '@nadir/core';
import { checkPositive, checkWord } from '@nadir/core/internal';
import { type UnitAxis, unitSums } from './unit-sums.js';

/** Arguments of {@link adaptiveGradientClip}. */
export interface AdaptiveGradientClipOptions {
  /** Largest ratio λ of the norm of a unit's gradient to that of its weights, > 0. Default `0.01`. */
  clipping?: Numeric;
  /** Least norm ε that a unit's weights are taken to have, > 0. Default `1e-3`. */
  epsilon?: Numeric;
  /**
   * Axis that counts the units: `'last'` in kernels of TensorFlow.js, [in, out] and [h, w, in, out],
   * `'first'` in weights of PyTorch. Default `'last'`.
   */
  unitAxis?: UnitAxis;
}

const clipping = defineTransform({
  name: 'adaptiveGradientClip',
  defaults: { clipping: 0.01, epsilon: 1e-3, unitAxis: 'last' as UnitAxis },
  dependsOnShape: true,
  check(o, where) {
    checkPositive(where, o, 'clipping', 'epsilon');
    checkWord(where, o, 'unitAxis', ['first', 'last']);
  },
  scalars: (o) => ({ ratio: o.clipping, epsilon: o.epsilon }),
  update({ param, grad }, { ratio, epsilon }, { static: { unitAxis }, shape }) {
    const norm = (x: Expr): Expr =>
      sqrt(shape.length < 2 ? sum(square(x)) : unitSums(square(x), unitAxis));
    const gradNorm = norm(grad);
    const limit = mul(ratio, max(norm(param), epsilon));
    const clipped = mul(grad, div(limit, max(gradNorm, 1e-6)));
    return { grad: where(less(gradNorm, limit), grad, clipped) };
  },
});

/**
 * Adaptive gradient clipping, as networks without normalization need it, in front of an optimizer's rule. For each
 * unit i, a neuron or filter:
 *
 *     gᵢ ← λ max(‖θᵢ‖, ε) / ‖gᵢ‖ · gᵢ   where  ‖gᵢ‖ ≥ λ max(‖θᵢ‖, ε)
 *
 * A vector or number is one unit. Leave out the last layer, as the paper does, by giving it to another
 * optimizer. `optax.adaptive_grad_clip` is this, but for tensors of rank 3.
 *
 * Its arguments are fixed here and are no options of the optimizer. Numbers may be schedules.
 *
 * Paper: Brock et al., ICML 2021, https://arxiv.org/abs/2102.06171
 * @throws {@link OptionError} when an argument leaves the range written on it.
 * @example
 * ```ts
 * const optimizer = new Optimizer(chain(adaptiveGradientClip({ clipping: 0.02 }), SGD.rule), model);
 * ```
 */
export const adaptiveGradientClip = (options: AdaptiveGradientClipOptions = {}): Transform =>
  bind(clipping, options);
