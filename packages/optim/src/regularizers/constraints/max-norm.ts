import { add, div, min, mul } from '@nadir/core';
import { type Constraint, checkPositive } from '@nadir/core/internal';
import { normOfUnit } from '../../units/norms.js';
import { makeConstraint } from '../make-constraint.js';
import { type UnitRegularizerOptions, unitOptions } from '../options.js';
import { registerRegularizer } from '../register-regularizer.js';

/** What Keras adds to a norm before it divides by it. */
export const normEpsilon = 1e-7;

/**
 * Bounds the norm n of each unit of a weight: θ ← θ · min(n, maxValue) / (1e-7 + n).
 *
 * `MaxNorm` of Keras, which asks for the axes of a unit instead; its default is `axis: 0`, the units
 * `'output'` of a dense weight. Weights within the bound shrink by 1e-7 / n; {@link l2Ball} and
 * {@link renorm} leave them alone.
 *
 * Paper: Srivastava et al., JMLR 15, 2014, https://jmlr.org/papers/v15/srivastava14a.html
 *
 * @param maxValue Greatest norm, a finite number > 0. Default `2`.
 * @throws {@link OptionError} when `maxValue` or an option leaves its range.
 * @example
 * ```ts
 * const optimizer = new SGD(model, { learningRate: 0.1, proximal: maxNorm(3) });
 * ```
 */
export function maxNorm(maxValue = 2, options: UnitRegularizerOptions = {}): Constraint {
  checkPositive('maxNorm', { maxValue }, 'maxValue');
  const shared = unitOptions('maxNorm', options);
  return makeConstraint('maxNorm', { maxValue, ...shared }, (w) => {
    const n = normOfUnit(w, shared.units);
    return mul(w, div(min(n, maxValue), add(normEpsilon, n)));
  });
}

registerRegularizer(
  'maxNorm',
  ({ maxValue, ...options }: UnitRegularizerOptions & { maxValue: number }) =>
    maxNorm(maxValue, options),
);
