import { defineRule, mul, type Numeric, type Rule, sub } from '@nadir/core';
import { checkNonNegative, withGiven } from '@nadir/core/internal';

const descend = defineRule({
  name: 'scaleByLearningRate',
  defaults: { learningRate: 1e-3 },
  check(o, where) {
    checkNonNegative(where, o, 'learningRate');
  },
  scalars: ({ learningRate }) => ({ learningRate }),
  update: ({ param, grad }, { learningRate }) => ({ param: sub(param, mul(learningRate, grad)) }),
});

/**
 * The last link of a chain, which moves the parameter: θ ← θ − γ g, `optax.scale_by_learning_rate`.
 *
 * γ is the option `learningRate` of the optimizer, and the argument its default: groups may have
 * another one, and `setOptions` changes it.
 *
 * @param learningRate Step size γ, ≥ 0. Default `1e-3`.
 * @throws {@link OptionError} when the argument leaves its range.
 * @example
 * ```ts
 * const rule = chain(scaleByLion(), scaleByLearningRate(cosine({ from: 1e-4, steps: 1000 })));
 * const optimizer = new Optimizer(rule, model);
 * ```
 */
export const scaleByLearningRate = (learningRate: Numeric = 1e-3): Rule =>
  withGiven(descend, { learningRate });
