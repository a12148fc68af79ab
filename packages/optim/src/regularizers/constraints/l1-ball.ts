import { abs, call, max } from '@nadir/core';
import { type Constraint, checkPositive } from '@nadir/core/internal';
import { makeConstraint } from '../make-constraint.js';
import { type UnitRegularizerOptions, unitOptions } from '../options.js';
import { registerRegularizer } from '../register-regularizer.js';
import { shrink } from '../shrink.js';
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
 * const optimizer = new SGD(model, { learningRate: 0.1, proximal: l1Ball(5) });
 * ```
 */
export function l1Ball(radius: number, options: UnitRegularizerOptions = {}): Constraint {
  checkPositive('l1Ball', { radius }, 'radius');
  const shared = unitOptions('l1Ball', options);
  const threshold = simplexThreshold(radius, shared.units);
  return makeConstraint('l1Ball', { radius, ...shared }, (w) =>
    shrink(w, max(call(threshold, [abs(w)]).value, 0)),
  );
}

registerRegularizer(
  'l1Ball',
  ({ radius, ...options }: UnitRegularizerOptions & { radius: number }) => l1Ball(radius, options),
);
