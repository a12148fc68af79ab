import { add, div, greater, mul, where } from '@nadir/core';
import { type Constraint, checkPositive } from '@nadir/core/internal';
import { normOfUnit } from '../../units/norms.js';
import { makeConstraint } from '../make-constraint.js';
import { type UnitRegularizerOptions, unitOptions } from '../options.js';
import { registerRegularizer } from '../register-regularizer.js';

/**
 * Scales those units of a weight whose norm n is too great: θ ← θ · maxValue / (n + 1e-7).
 *
 * `torch.renorm`, and with `units: 'input'` the `max_norm` of `torch.nn.Embedding`. That acts on the
 * rows that a batch looks up, before it does; this on all rows, after each step.
 *
 * @param maxValue Greatest norm, a finite number > 0.
 * @throws {@link OptionError} when `maxValue` or an option leaves its range.
 * @example
 * ```ts
 * const proximal = renorm(1, { units: 'input' });
 * const optimizer = new SGD([embedding], { learningRate: 0.1, proximal });
 * ```
 */
export function renorm(maxValue: number, options: UnitRegularizerOptions = {}): Constraint {
  checkPositive('renorm', { maxValue }, 'maxValue');
  const shared = unitOptions('renorm', options);
  return makeConstraint('renorm', { maxValue, ...shared }, (w) => {
    const n = normOfUnit(w, shared.units);
    return where(greater(n, maxValue), mul(w, div(maxValue, add(n, 1e-7))), w);
  });
}

registerRegularizer(
  'renorm',
  ({ maxValue, ...options }: UnitRegularizerOptions & { maxValue: number }) =>
    renorm(maxValue, options),
);
