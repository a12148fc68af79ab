import { call, max, sub } from '@nadir/core';
import { type Constraint, checkPositive } from '@nadir/core/internal';
import { makeConstraint } from '../make-constraint.js';
import { type UnitRegularizerOptions, unitOptions } from '../options.js';
import { registerRegularizer } from '../register-regularizer.js';
import { simplexThreshold } from './simplex-threshold.js';

/**
 * Keeps the weights of each unit ≥ 0 and their sum at `total`, as shares are: θ ← max(θ − τ, 0), with
 * the τ for which that is so.
 *
 * The weights of a unit are sorted at each step.
 *
 * @param total A finite number > 0. Default `1`.
 * @throws {@link OptionError} when `total` or an option leaves its range.
 * @example
 * ```ts
 * // Shares of a mixture: one vector, which is one unit and no weight.
 * const proximal = simplex(1, { units: 'tensor', include: 'all' });
 * const optimizer = new SGD([shares], { learningRate: 0.1, proximal });
 * ```
 */
export function simplex(total = 1, options: UnitRegularizerOptions = {}): Constraint {
  checkPositive('simplex', { total }, 'total');
  const shared = unitOptions('simplex', options);
  const threshold = simplexThreshold(total, shared.units);
  return makeConstraint('simplex', { total, ...shared }, (w) =>
    max(sub(w, call(threshold, [w]).value), 0),
  );
}

registerRegularizer(
  'simplex',
  ({ total, ...options }: UnitRegularizerOptions & { total: number }) => simplex(total, options),
);
