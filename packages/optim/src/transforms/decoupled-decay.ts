import { defineRule, mul } from '@nadir/core';
import { checkNonNegative } from '@nadir/core/internal';

/**
 * Decoupled weight decay, before the rule it stands in front of: θ ← (1 − γ λ) θ.
 *
 * Paper: Loshchilov & Hutter, ICLR 2019, https://arxiv.org/abs/1711.05101
 */
export const decoupledDecay = defineRule({
  name: 'decoupledDecay',
  defaults: { learningRate: 1e-3, weightDecay: 1e-2 },
  check(o, where) {
    checkNonNegative(where, o, 'weightDecay');
  },
  scalars: ({ learningRate, weightDecay }) => ({ keep: 1 - learningRate * weightDecay }),
  update: ({ param }, { keep }) => ({ param: mul(keep, param) }),
});
