import { add, type Constraint, div, type GroupConstraintOptions } from '@nadir/core';
import { groupNorm, groupOptions, makeConstraint } from '@nadir/core/internal';
import { normEpsilon } from './max-norm.js';

/**
 * Gives each group of weights the norm 1: θ ← θ / (1e-7 + n). `UnitNorm` of Keras.
 *
 * A group of zeros stays as it is. {@link l2Sphere} does it exactly, and for any radius.
 *
 * @throws {@link OptionError} when an option leaves its range.
 * @example
 * ```ts
 * const optimizer = new SGD(model, { learningRate: 0.1, constraint: unitNorm() });
 * ```
 */
export function unitNorm(options: GroupConstraintOptions = {}): Constraint {
  const shared = groupOptions('unitNorm', options);
  return makeConstraint({ constraint: 'unitNorm', ...shared }, (w) =>
    div(w, add(normEpsilon, groupNorm(w, shared.groups))),
  );
}
