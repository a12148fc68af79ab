import { type Constraint, type ConstraintOptions, max } from '@nadir/core';
import { makeConstraint, sharedOptions } from '@nadir/core/internal';

/**
 * Keeps weights ≥ 0: θ ← max(θ, 0). `NonNeg` of Keras.
 *
 * @throws {@link OptionError} when an option leaves its range.
 * @example
 * ```ts
 * const optimizer = new SGD(model, { learningRate: 0.1, constraint: nonNegative() });
 * ```
 */
export function nonNegative(options: ConstraintOptions = {}): Constraint {
  const shared = sharedOptions('nonNegative', options);
  return makeConstraint({ constraint: 'nonNegative', ...shared }, (w) => max(w, 0));
}
