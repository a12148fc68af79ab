import { div, greater, mul, where } from '@nadir/core';
import { type Constraint, checkPositive } from '@nadir/core/internal';
import { normOfUnit } from '../../units/norms.js';
import { makeConstraint } from '../make-constraint.js';
import { type UnitRegularizerOptions, unitOptions } from '../options.js';
import { registerRegularizer } from '../register-regularizer.js';

/**
 * Gives each unit of a weight a norm: θ ← θ · radius / ‖θ‖.
 *
 * A unit of zeros stays as it is, since every point of the sphere is equally near to it.
 *
 * @param radius A finite number > 0.
 * @throws {@link OptionError} when `radius` or an option leaves its range.
 * @example
 * ```ts
 * const optimizer = new SGD(model, { learningRate: 0.1, proximal: l2Sphere(1) });
 * ```
 */
export function l2Sphere(radius: number, options: UnitRegularizerOptions = {}): Constraint {
  checkPositive('l2Sphere', { radius }, 'radius');
  const shared = unitOptions('l2Sphere', options);
  return makeConstraint('l2Sphere', { radius, ...shared }, (w) => {
    const norm = normOfUnit(w, shared.units);
    return where(greater(norm, 0), mul(w, div(radius, norm)), w);
  });
}

registerRegularizer(
  'l2Sphere',
  ({ radius, ...options }: UnitRegularizerOptions & { radius: number }) =>
    l2Sphere(radius, options),
);
