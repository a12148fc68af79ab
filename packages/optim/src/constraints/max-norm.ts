import { add, type Constraint, div, type GroupConstraintOptions, min, mul } from '@nadir/core';
import { checkPositive, groupNorm, groupOptions, makeConstraint } from '@nadir/core/internal';

/** What Keras adds to a norm before it divides by it. */
export const normEpsilon = 1e-7;

/**
 * Bounds the norm n of each group of weights: θ ← θ · min(n, maxValue) / (1e-7 + n).
 *
 * `MaxNorm` of Keras, which asks for the axes of a group instead; its default is `axis: 0`, the groups
 * `'output'` of a dense weight. Weights within the bound shrink by 1e-7 / n; {@link l2Ball} and
 * {@link renorm} leave them alone.
 *
 * Paper: Srivastava et al., JMLR 15, 2014, https://jmlr.org/papers/v15/srivastava14a.html
 *
 * @param maxValue Greatest norm, a finite number > 0. Default `2`.
 * @throws {@link OptionError} when `maxValue` or an option leaves its range.
 * @example
 * ```ts
 * const optimizer = new SGD(model, { learningRate: 0.1, constraint: maxNorm(3) });
 * ```
 */
export function maxNorm(maxValue = 2, options: GroupConstraintOptions = {}): Constraint {
  checkPositive('maxNorm', { maxValue }, 'maxValue');
  const shared = groupOptions('maxNorm', options);
  return makeConstraint({ constraint: 'maxNorm', maxValue, ...shared }, (w) => {
    const n = groupNorm(w, shared.groups);
    return mul(w, div(min(n, maxValue), add(normEpsilon, n)));
  });
}
