import { defineRule } from '@nadir/core';
import { checkNonNegative } from '@nadir/core/internal';
import { decoupledDecay } from './decoupled-decay.js';
import { l2Decay } from './l2-decay.js';

/** {@link l2Decay}, or {@link decoupledDecay} with the option `decoupledWeightDecay`. */
export const chosenDecay = defineRule({
  name: 'chosenDecay',
  defaults: { learningRate: 1e-3, weightDecay: 0, decoupledWeightDecay: false },
  check(o, where) {
    checkNonNegative(where, o, 'weightDecay');
  },
  scalars: (o, t) => ({ ...l2Decay.scalars(o, t, {}), ...decoupledDecay.scalars(o, t, {}) }),
  update(tensors, scalars, o, shape, integers) {
    const decay = o.decoupledWeightDecay ? decoupledDecay : l2Decay;
    return decay.update(tensors, scalars, o, shape, integers);
  },
});
