import { add, configure, defineTransform, mul, required, type Transform } from '@nadir/core';
import { checkNonNegative } from '@nadir/core/internal';

const decaying = defineTransform({
  name: 'chosenDecay',
  defaults: { learningRate: required, weightDecay: 0, decoupledWeightDecay: false },
  check(o, where) {
    checkNonNegative(where, o, 'weightDecay');
  },
  scalars: ({ learningRate, weightDecay }) => ({
    weightDecay,
    keep: 1 - learningRate * weightDecay,
  }),
  update: ({ param, grad }, { weightDecay, keep }, { static: s }) =>
    s.decoupledWeightDecay
      ? { param: mul(keep, param) }
      : { grad: add(grad, mul(weightDecay, param)) },
});

/** Options that {@link chosenDecay} has other defaults for. */
interface ChosenDecayDefaults {
  readonly weightDecay?: number;
  readonly decoupledWeightDecay?: boolean;
}

/**
 * {@link addDecayedWeights}, or {@link decoupledDecay} where the option `decoupledWeightDecay` of the optimizer is
 * set.
 */
export const chosenDecay = (defaults: ChosenDecayDefaults = {}): Transform =>
  configure(decaying, defaults);
