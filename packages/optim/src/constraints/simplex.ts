import { type Constraint, call, max, sub, type UnitConstraintOptions } from '@nadir/core';
import { checkPositive, makeConstraint, unitOptions } from '@nadir/core/internal';
import { simplexThreshold } from './simplex-threshold.js';

/**
 * Keeps the weights of each unit ≥ 0 and their sum at `total`, as shares are: θ ← max(θ − τ, 0), with
 * the τ for which that is so.
 *
 * The weights of a unit are sorted at each step.
 *
 * @param total A finite number > 0. Default `1`.
 * @throws {@link OptionError} when `total` or an option leaves its range.
 * @example
 * ```ts
 * // Shares of a mixture: one vector, which is one unit and no weight.
 * const constraint = simplex(1, { units: 'tensor', include: 'all' });
 * const optimizer = new SGD([shares], { learningRate: 0.1, constraint });
 * ```
 */
export function simplex(total = 1, options: UnitConstraintOptions = {}): Constraint {
  checkPositive('simplex', { total }, 'total');
  const shared = unitOptions('simplex', options);
  const threshold = simplexThreshold(total, shared.units);
  return makeConstraint({ constraint: 'simplex', total, ...shared }, (w) =>
    max(sub(w, call(threshold, [w]).value), 0),
  );
}
