import {
  abs,
  type Constraint,
  call,
  type GroupConstraintOptions,
  less,
  max,
  neg,
  sub,
  where,
} from '@nadir/core';
import { checkPositive, groupOptions, makeConstraint } from '@nadir/core/internal';
import { simplexThreshold } from './simplex-threshold.js';

/**
 * Gives each group of weights a 1-norm: θ ← s · max(|θ| − τ, 0), with the τ for which Σ|θ| is `radius`
 * then, and s the sign of θ, 1 for 0.
 *
 * The weights of a group are sorted at each step.
 *
 * @param radius A finite number > 0.
 * @throws {@link OptionError} when `radius` or an option leaves its range.
 * @example
 * ```ts
 * const optimizer = new SGD(model, { learningRate: 0.1, constraint: l1Sphere(1) });
 * ```
 */
export function l1Sphere(radius: number, options: GroupConstraintOptions = {}): Constraint {
  checkPositive('l1Sphere', { radius }, 'radius');
  const shared = groupOptions('l1Sphere', options);
  const threshold = simplexThreshold(radius, shared.groups);
  return makeConstraint({ constraint: 'l1Sphere', radius, ...shared }, (w) => {
    const magnitude = max(sub(abs(w), call(threshold, [abs(w)]).value), 0);
    return where(less(w, 0), neg(magnitude), magnitude);
  });
}
