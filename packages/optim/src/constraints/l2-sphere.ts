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
 * Gives each group of weights a norm: θ ← θ · radius / ‖θ‖.
 *
 * A group of zeros stays as it is, since every point of the sphere is equally near to it.
 *
 * @param radius A finite number > 0.
 * @throws {@link OptionError} when `radius` or an option leaves its range.
 * @example
 * ```ts
 * const optimizer = new SGD(model, { learningRate: 0.1, constraint: l2Sphere(1) });
 * ```
 */
export function l2Sphere(radius: number, options: GroupConstraintOptions = {}): Constraint {
  checkPositive('l2Sphere', { radius }, 'radius');
  const shared = groupOptions('l2Sphere', options);
  return makeConstraint({ constraint: 'l2Sphere', radius, ...shared }, (w) => {
    const norm = groupNorm(w, shared.groups);
    return where(greater(norm, 0), mul(w, div(radius, norm)), w);
  });
}
