import {
  abs,
  type Constraint,
  call,
  less,
  max,
  neg,
  sub,
  type UnitConstraintOptions,
  where,
} from '@nadir/core';
import { checkPositive, makeConstraint, unitOptions } from '@nadir/core/internal';
import { simplexThreshold } from './simplex-threshold.js';

/**
 * Gives each unit of a weight a 1-norm: θ ← s · max(|θ| − τ, 0), with the τ for which Σ|θ| is `radius`
 * then, and s the sign of θ, 1 for 0.
 *
 * The weights of a unit are sorted at each step.
 *
 * @param radius A finite number > 0.
 * @throws {@link OptionError} when `radius` or an option leaves its range.
 * @example
 * ```ts
 * const optimizer = new SGD(model, { learningRate: 0.1, constraint: l1Sphere(1) });
 * ```
 */
export function l1Sphere(radius: number, options: UnitConstraintOptions = {}): Constraint {
  checkPositive('l1Sphere', { radius }, 'radius');
  const shared = unitOptions('l1Sphere', options);
  const threshold = simplexThreshold(radius, shared.units);
  return makeConstraint({ constraint: 'l1Sphere', radius, ...shared }, (w) => {
    const magnitude = max(sub(abs(w), call(threshold, [abs(w)]).value), 0);
    return where(less(w, 0), neg(magnitude), magnitude);
  });
}
