import { type Constraint, call, type GroupConstraintOptions, max, sub } from '@nadir/core';
import { checkPositive, groupOptions, makeConstraint } from '@nadir/core/internal';
import { simplexThreshold } from './simplex-threshold.js';

/**
 * Keeps the weights of each group ≥ 0 and their sum at `total`, as shares are: θ ← max(θ − τ, 0), with
 * the τ for which that is so.
 *
 * The weights of a group are sorted at each step.
 *
 * @param total A finite number > 0. Default `1`.
 * @throws {@link OptionError} when `total` or an option leaves its range.
 * @example
 * ```ts
 * // Shares of a mixture: one vector, which is a group and no weight.
 * const constraint = simplex(1, { groups: 'tensor', include: 'all' });
 * const optimizer = new SGD([shares], { learningRate: 0.1, constraint });
 * ```
 */
export function simplex(total = 1, options: GroupConstraintOptions = {}): Constraint {
  checkPositive('simplex', { total }, 'total');
  const shared = groupOptions('simplex', options);
  const threshold = simplexThreshold(total, shared.groups);
  return makeConstraint({ constraint: 'simplex', total, ...shared }, (w) =>
    max(sub(w, call(threshold, [w]).value), 0),
  );
}
