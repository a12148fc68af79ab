import { configure, defineTransform, mul, type Numeric, sub, type Transform } from '@nadir/core';
import { checkNonNegative } from '@nadir/core/internal';

/** The end of a chain, which moves the parameter: {@link scaleByLearningRate} with its own default. */
export const descent = defineTransform({
  name: 'scaleByLearningRate',
  defaults: { learningRate: 1e-3 },
  check(o, where) {
    checkNonNegative(where, o, 'learningRate');
  },
  scalars: ({ learningRate }) => ({ learningRate }),
  update: ({ param, grad }, { learningRate }) => ({ param: sub(param, mul(learningRate, grad)) }),
});

/**
 * The end of a chain, which moves the parameter: θ ← θ − γ g, as `optax.scale_by_learning_rate` does.
 *
 * γ is the option `learningRate` of the optimizer: groups may have another one, and `setOptions` changes it.
 *
 * @param learningRate Default γ, ≥ 0, a number or a schedule. Default `1e-3`.
 * @throws {@link OptionError} when the argument leaves its range.
 * @example
 * ```ts
 * const rule = chain(scaleByLion(), scaleByLearningRate(cosine({ from: 1e-4, steps: 1000 })));
 * const optimizer = new Optimizer(rule, model);
 * ```
 */
export const scaleByLearningRate = (learningRate?: Numeric): Transform =>
  configure(descent, { learningRate });
