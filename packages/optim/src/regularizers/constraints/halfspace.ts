import type { Constraint } from '@nadir/core/internal';
import type { UnitRegularizerOptions } from '../options.js';
import { registerRegularizer } from '../register-regularizer.js';
import { affine, type SavedPlane } from './affine.js';

/**
 * Keeps each unit θ of a weight on one side of a plane, ⟨a, θ⟩ ≤ b:
 *
 *     θ ← θ − max(⟨a, θ⟩ − b, 0) a / ‖a‖²
 *
 * @param normal The vector a, one number for each weight of a unit, not all 0.
 * @param offset b, a finite number.
 * @throws {@link OptionError} when an argument or an option leaves its range; and, by the optimizer, when
 * units have another number of weights.
 * @example
 * ```ts
 * const proximal = halfspace([1, 1, 1], 2);
 * const optimizer = new SGD([kernel], { learningRate: 0.1, proximal });
 * ```
 */
export const halfspace = (
  normal: readonly number[],
  offset: number,
  options: UnitRegularizerOptions = {},
): Constraint => affine('halfspace', normal, offset, options);

registerRegularizer('halfspace', ({ normal, offset, ...options }: SavedPlane) =>
  halfspace(normal, offset, options),
);
