import { add, defineRule, mul } from '@nadir/core';
import { checkNonNegative } from '@nadir/core/internal';

/**
 * L2 weight decay, before the rule it stands in front of: g ← g + λ θ.
 *
 * In an adaptive rule λ θ is divided by the same denominator as the gradient, so weights with
 * large gradients shrink less. {@link decoupledDecay} shrinks all alike.
 */
export const l2Decay = defineRule({
  name: 'l2Decay',
  defaults: { weightDecay: 0 },
  check(o, where) {
    checkNonNegative(where, o, 'weightDecay');
  },
  scalars: ({ weightDecay }) => ({ weightDecay }),
  update: ({ param, grad }, { weightDecay }) => ({ grad: add(grad, mul(weightDecay, param)) }),
});
