import { clamp, OptionError } from '@nadir/core';
import { type Constraint, checkFinite } from '@nadir/core/internal';
import { makeConstraint } from '../make-constraint.js';
import { type RegularizerOptions, sharedOptions } from '../options.js';
import { registerRegularizer } from '../register-regularizer.js';

/**
 * Keeps each weight within bounds: θ ← min(max(θ, low), high).
 *
 * With −r and r it is the ball of the ∞-norm, with 0 and 1 the unit hypercube. The critic of a
 * Wasserstein GAN was first kept in such a box.
 *
 * @param low Smallest weight, a finite number.
 * @param high Greatest weight, a finite number ≥ `low`.
 * @throws {@link OptionError} when a bound or an option leaves its range.
 * @example
 * ```ts
 * const optimizer = new RMSprop(critic, { learningRate: 5e-5, proximal: box(-0.01, 0.01) });
 * ```
 */
export function box(low: number, high: number, options: RegularizerOptions = {}): Constraint {
  checkFinite('box', { low, high }, 'low', 'high');
  if (low > high) {
    throw new OptionError(`box: got low ${low} and high ${high}, expected low ≤ high.`);
  }
  const shared = sharedOptions('box', options);
  return makeConstraint('box', { low, high, ...shared }, (w) => clamp(w, low, high));
}

registerRegularizer(
  'box',
  ({ low, high, ...options }: RegularizerOptions & { low: number; high: number }) =>
    box(low, high, options),
);
