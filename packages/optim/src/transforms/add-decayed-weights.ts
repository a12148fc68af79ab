import { add, configure, defineTransform, mul, type Numeric, type Transform } from '@nadir/core';
import { checkNonNegative } from '@nadir/core/internal';

/** L2 weight decay with its own default, none: {@link addDecayedWeights}. */
export const decayedWeights = defineTransform({
  name: 'addDecayedWeights',
  defaults: { weightDecay: 0 },
  check(o, where) {
    checkNonNegative(where, o, 'weightDecay');
  },
  scalars: ({ weightDecay }) => ({ weightDecay }),
  update: ({ param, grad }, { weightDecay }) => ({ grad: add(grad, mul(weightDecay, param)) }),
});

/**
 * Adds decayed weights to the gradient: g ← g + λ θ, as `optax.add_decayed_weights` does.
 *
 * In front of an optimizer it is L2 weight decay. An adaptive rule divides λ θ by the same denominator as the
 * gradient, so weights with large gradients shrink less. Behind `scaleByAdam()` it is decoupled decay: γ λ θ is
 * subtracted beside the step, as {@link decoupledDecay} does before it.
 *
 * λ is the option `weightDecay` of the optimizer: a group of biases has `weightDecay: 0` where optax takes a mask.
 *
 * @param weightDecay Default λ, ≥ 0. Default `0`.
 * @throws {@link OptionError} when the argument leaves its range.
 */
export const addDecayedWeights = (weightDecay?: Numeric): Transform =>
  configure(decayedWeights, { weightDecay });
