import { checkFinite, checkInteger, checkPositive } from '@nadir/core/internal';
import { defineSchedule } from '../define-schedule.js';

/** Options of {@link polynomial}. */
export interface PolynomialOptions {
  /** Value at step 0. */
  from: number;
  /** Value at step `steps` and after it. Default `0`. */
  to?: number;
  /** Exponent, > 0; with 1 the way is straight. Default `1`. */
  power?: number;
  /** Number of steps between the two, an integer ≥ 1. */
  steps: number;
}

/**
 * A power of the steps that are left, down to a value which then stays.
 *
 *     to + (from − to) · (1 − step / steps)^power     while step < steps
 *     to                                              afterwards
 *
 * `torch.optim.lr_scheduler.PolynomialLR(total_iters, power)` on the rate b is
 * `polynomial({ from: b, steps: total_iters, power })`, and optax's
 * `polynomial_schedule(init_value, end_value, power, transition_steps)` names the same four.
 *
 * @throws {@link OptionError} when an option leaves the range written on it.
 * @example
 * ```ts
 * const rate = polynomial({ from: 1, steps: 4, power: 2 });
 * [0, 1, 2, 3, 4, 5].map(rate); // 1, 0.5625, 0.25, 0.0625, 0, 0
 * ```
 */
export const polynomial = defineSchedule({
  name: 'polynomial',
  complete: ({ from, to = 0, power = 1, steps }: PolynomialOptions) => ({ from, to, power, steps }),
  check(o, where) {
    checkFinite(where, o, 'from', 'to');
    checkPositive(where, o, 'power');
    checkInteger(where, o, 1, 'steps');
  },
  curve({ from, to, power, steps }) {
    return (step) => (step < steps ? from + (to - from) * (1 - (1 - step / steps) ** power) : to);
  },
});
