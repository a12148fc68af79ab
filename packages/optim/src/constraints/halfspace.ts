import type { Constraint, GroupConstraintOptions } from '@nadir/core';
import { affine } from './affine.js';

/**
 * Keeps each group of weights θ on one side of a plane, ⟨a, θ⟩ ≤ b:
 *
 *     θ ← θ − max(⟨a, θ⟩ − b, 0) a / ‖a‖²
 *
 * @param normal The vector a, one number for each weight of a group, not all 0.
 * @param offset b, a finite number.
 * @throws {@link OptionError} when an argument or an option leaves its range; and, by the optimizer, when
 * groups have another number of weights.
 * @example
 * ```ts
 * const constraint = halfspace([1, 1, 1], 2);
 * const optimizer = new SGD([kernel], { learningRate: 0.1, constraint });
 * ```
 */
export const halfspace = (
  normal: readonly number[],
  offset: number,
  options: GroupConstraintOptions = {},
): Constraint => affine('halfspace', normal, offset, options);
