import { add, clamp, div, mul, OptionError } from '@nadir/core';
import {
  type Constraint,
  checkNonNegative,
  checkOptions,
  checkPositive,
  checkProbability,
} from '@nadir/core/internal';
import { normOfUnit } from '../../units/norms.js';
import { makeConstraint } from '../make-constraint.js';
import { type UnitRegularizerOptions, unitOptions } from '../options.js';
import { registerRegularizer } from '../register-regularizer.js';
import { normEpsilon } from './max-norm.js';

/** Options of {@link minMaxNorm}. */
export interface MinMaxNormOptions extends UnitRegularizerOptions {
  /** Smallest norm, ≥ 0. Default `0`. */
  minValue?: number;
  /** Greatest norm, > 0 and ≥ `minValue`. Default `1`. */
  maxValue?: number;
  /** How far a step goes toward the bounds: 1 all the way, 0 not at all; in [0, 1]. Default `1`. */
  rate?: number;
}

/**
 * Keeps the norm n of each unit of a weight between two bounds:
 *
 *     θ ← θ · (rate · min(max(n, minValue), maxValue) + (1 − rate) · n) / (1e-7 + n)
 *
 * `MinMaxNorm` of Keras. A unit of zeros stays as it is.
 *
 * @throws {@link OptionError} when an option leaves its range.
 * @example
 * ```ts
 * const proximal = minMaxNorm({ minValue: 0.5, maxValue: 2 });
 * const optimizer = new SGD(model, { learningRate: 0.1, proximal });
 * ```
 */
export function minMaxNorm(options: MinMaxNormOptions = {}): Constraint {
  checkOptions('minMaxNorm', options);
  const { minValue = 0, maxValue = 1, rate = 1 } = options;
  checkNonNegative('minMaxNorm', { minValue }, 'minValue');
  checkPositive('minMaxNorm', { maxValue }, 'maxValue');
  checkProbability('minMaxNorm', { rate }, 'rate');
  if (minValue > maxValue) {
    throw new OptionError(
      `minMaxNorm: got minValue ${minValue} and maxValue ${maxValue}, expected minValue ≤ maxValue.`,
    );
  }
  const shared = unitOptions('minMaxNorm', options, 'minValue', 'maxValue', 'rate');
  return makeConstraint('minMaxNorm', { minValue, maxValue, rate, ...shared }, (w) => {
    const n = normOfUnit(w, shared.units);
    const wanted = add(mul(rate, clamp(n, minValue, maxValue)), mul(1 - rate, n));
    return mul(w, div(wanted, add(normEpsilon, n)));
  });
}

registerRegularizer('minMaxNorm', minMaxNorm);
