import {
  type Constraint,
  div,
  type GroupConstraintOptions,
  greater,
  mul,
  where,
} from '@nadir/core';
import { checkPositive, groupNorm, groupOptions, makeConstraint } from '@nadir/core/internal';

/**
 * Keeps each group of weights in the ball of the 2-norm: θ ← θ · radius / ‖θ‖ where ‖θ‖ > radius.
 *
 * @param radius A finite number > 0.
 * @throws {@link OptionError} when `radius` or an option leaves its range.
 * @example
 * ```ts
 * const optimizer = new SGD(model, { learningRate: 0.1, constraint: l2Ball(1) });
 * ```
 */
export function l2Ball(radius: number, options: GroupConstraintOptions = {}): Constraint {
  checkPositive('l2Ball', { radius }, 'radius');
  const shared = groupOptions('l2Ball', options);
  return makeConstraint({ constraint: 'l2Ball', radius, ...shared }, (w) => {
    const norm = groupNorm(w, shared.groups);
    return where(greater(norm, radius), mul(w, div(radius, norm)), w);
  });
}
