import { max } from '@nadir/core';
import type { Constraint } from '@nadir/core/internal';
import { makeConstraint } from '../make-constraint.js';
import { type RegularizerOptions, sharedOptions } from '../options.js';
import { registerRegularizer } from '../register-regularizer.js';

/**
 * Keeps weights ≥ 0: θ ← max(θ, 0). `NonNeg` of Keras.
 *
 * @throws {@link OptionError} when an option leaves its range.
 * @example
 * ```ts
 * const optimizer = new SGD(model, { learningRate: 0.1, proximal: nonNegative() });
 * ```
 */
export function nonNegative(options: RegularizerOptions = {}): Constraint {
  const shared = sharedOptions('nonNegative', options);
  return makeConstraint('nonNegative', { ...shared }, (w) => max(w, 0));
}

registerRegularizer('nonNegative', nonNegative);
