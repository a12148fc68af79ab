import {
  add,
  type Constraint,
  div,
  type GroupConstraintOptions,
  greater,
  mul,
  where,
} from '@nadir/core';
import { checkPositive, groupNorm, groupOptions, makeConstraint } from '@nadir/core/internal';

/**
 * Scales those groups of weights whose norm n is too great: θ ← θ · maxValue / (n + 1e-7).
 *
 * `torch.renorm`, and with `groups: 'input'` the `max_norm` of `torch.nn.Embedding`. That acts on the
 * rows that a batch looks up, before it does; this on all rows, after each step.
 *
 * @param maxValue Greatest norm, a finite number > 0.
 * @throws {@link OptionError} when `maxValue` or an option leaves its range.
 * @example
 * ```ts
 * const constraint = renorm(1, { groups: 'input' });
 * const optimizer = new SGD([embedding], { learningRate: 0.1, constraint });
 * ```
 */
export function renorm(maxValue: number, options: GroupConstraintOptions = {}): Constraint {
  checkPositive('renorm', { maxValue }, 'maxValue');
  const shared = groupOptions('renorm', options);
  return makeConstraint({ constraint: 'renorm', maxValue, ...shared }, (w) => {
    const n = groupNorm(w, shared.groups);
    return where(greater(n, maxValue), mul(w, div(maxValue, add(n, 1e-7))), w);
  });
}
