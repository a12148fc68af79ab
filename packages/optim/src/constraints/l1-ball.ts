import { abs, type Constraint, call, max, type UnitConstraintOptions } from '@nadir/core';
import { checkPositive, makeConstraint, unitOptions } from '@nadir/core/internal';
import { shrink } from '../regularizers/shrink.js';
import { simplexThreshold } from './simplex-threshold.js';

/**
 * Keeps each unit of a weight in the ball of the 1-norm, which makes many of them 0:
 *
 *     θ ← sign(θ) · max(|θ| − τ, 0)
 *
 * with the τ that brings Σ|θ| down to `radius`, or 0 where it is not above. The weights of a unit are
 * sorted at each step.
 *
 * @param radius A finite number > 0.
 * @throws {@link OptionError} when `radius` or an option leaves its range.
 * @example
 * ```ts
 * const optimizer = new SGD(model, { learningRate: 0.1, constraint: l1Ball(5) });
 * ```
 */
export function l1Ball(radius: number, options: UnitConstraintOptions = {}): Constraint {
  checkPositive('l1Ball', { radius }, 'radius');
  const shared = unitOptions('l1Ball', options);
  const threshold = simplexThreshold(radius, shared.units);
  return makeConstraint({ constraint: 'l1Ball', radius, ...shared }, (w) =>
    shrink(w, max(call(threshold, [abs(w)]).value, 0)),
  );
}
