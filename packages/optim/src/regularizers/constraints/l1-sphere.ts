import { abs, call, less, max, neg, sub, where } from '@nadir/core';
import { type Constraint, checkPositive } from '@nadir/core/internal';
import { makeConstraint } from '../make-constraint.js';
import { type UnitRegularizerOptions, unitOptions } from '../options.js';
import { registerRegularizer } from '../register-regularizer.js';
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
 * const optimizer = new SGD(model, { learningRate: 0.1, proximal: l1Sphere(1) });
 * ```
 */
export function l1Sphere(radius: number, options: UnitRegularizerOptions = {}): Constraint {
  checkPositive('l1Sphere', { radius }, 'radius');
  const shared = unitOptions('l1Sphere', options);
  const threshold = simplexThreshold(radius, shared.units);
  return makeConstraint('l1Sphere', { radius, ...shared }, (w) => {
    const magnitude = max(sub(abs(w), call(threshold, [abs(w)]).value), 0);
    return where(less(w, 0), neg(magnitude), magnitude);
  });
}

registerRegularizer(
  'l1Sphere',
  ({ radius, ...options }: UnitRegularizerOptions & { radius: number }) =>
    l1Sphere(radius, options),
);
