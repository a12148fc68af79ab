import { div, greater, mul, where } from '@nadir/core';
import { type Constraint, checkPositive } from '@nadir/core/internal';
import { normOfUnit } from '../../units/norms.js';
import { makeConstraint } from '../make-constraint.js';
import { type UnitRegularizerOptions, unitOptions } from '../options.js';
import { registerRegularizer } from '../register-regularizer.js';

/**
 * Keeps each unit of a weight in the ball of the 2-norm: θ ← θ · radius / ‖θ‖ where ‖θ‖ > radius.
 *
 * @param radius A finite number > 0.
 * @throws {@link OptionError} when `radius` or an option leaves its range.
 * @example
 * ```ts
 * const optimizer = new SGD(model, { learningRate: 0.1, proximal: l2Ball(1) });
 * ```
 */
export function l2Ball(radius: number, options: UnitRegularizerOptions = {}): Constraint {
  checkPositive('l2Ball', { radius }, 'radius');
  const shared = unitOptions('l2Ball', options);
  return makeConstraint('l2Ball', { radius, ...shared }, (w) => {
    const norm = normOfUnit(w, shared.units);
    return where(greater(norm, radius), mul(w, div(radius, norm)), w);
  });
}

registerRegularizer(
  'l2Ball',
  ({ radius, ...options }: UnitRegularizerOptions & { radius: number }) => l2Ball(radius, options),
);
