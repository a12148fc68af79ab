import type { Constraint } from '@nadir/core/internal';
import type { UnitRegularizerOptions } from '../options.js';
import { registerRegularizer } from '../register-regularizer.js';
import { affine, type SavedPlane } from './affine.js';

/**
 * Keeps each unit θ of a weight on a plane ⟨a, θ⟩ = b: θ ← θ − (⟨a, θ⟩ − b) a / ‖a‖².
 *
 * With the normal (1, 1, …) and b = 0 the weights of a unit have the mean 0, with b = 1 the sum 1.
 *
 * @param normal The vector a, one number for each weight of a unit, not all 0.
 * @param offset b, a finite number.
 * @throws {@link OptionError} when an argument or an option leaves its range; and, by the optimizer, when
 * units have another number of weights.
 * @example
 * ```ts
 * const proximal = hyperplane(new Array(784).fill(1), 0);
 * const optimizer = new SGD([kernel], { learningRate: 0.1, proximal });
 * ```
 */
export const hyperplane = (
  normal: readonly number[],
  offset: number,
  options: UnitRegularizerOptions = {},
): Constraint => affine('hyperplane', normal, offset, options);

registerRegularizer('hyperplane', ({ normal, offset, ...options }: SavedPlane) =>
  hyperplane(normal, offset, options),
);
