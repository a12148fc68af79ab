import { add, div } from '@nadir/core';
import type { Constraint } from '@nadir/core/internal';
import { normOfUnit } from '../../units/norms.js';
import { makeConstraint } from '../make-constraint.js';
import { type UnitRegularizerOptions, unitOptions } from '../options.js';
import { registerRegularizer } from '../register-regularizer.js';
import { normEpsilon } from './max-norm.js';

/**
 * Gives each unit of a weight the norm 1: θ ← θ / (1e-7 + n). `UnitNorm` of Keras.
 *
 * A unit of zeros stays as it is. {@link l2Sphere} does it exactly, and for any radius.
 *
 * @throws {@link OptionError} when an option leaves its range.
 * @example
 * ```ts
 * const optimizer = new SGD(model, { learningRate: 0.1, proximal: unitNorm() });
 * ```
 */
export function unitNorm(options: UnitRegularizerOptions = {}): Constraint {
  const shared = unitOptions('unitNorm', options);
  return makeConstraint('unitNorm', { ...shared }, (w) =>
    div(w, add(normEpsilon, normOfUnit(w, shared.units))),
  );
}

registerRegularizer('unitNorm', unitNorm);
