import { checkFinite, checkInteger } from '@nadir/core/internal';
import { defineSchedule } from '../define-schedule.js';

/** Options of {@link linearWarmup}. */
export interface LinearWarmupOptions {
  /** Value at step 0. Default `0`. */
  from?: number;
  /** Value at step `steps` and after it. */
  to: number;
  /** Number of steps between the two, an integer ≥ 0. With 0 the value is `to` from the start. */
  steps: number;
}

/**
 * A straight line from one value to another, which then stays.
 *
 *     from + (to − from) · step / steps     while step < steps
 *     to                                    afterwards
 *
 * `torch.optim.lr_scheduler.LinearLR(start_factor, 1, steps)` on the rate b is
 * `linearWarmup({ from: start_factor * b, to: b, steps })`. There a start at 0 is refused; here it
 * is the default, and the first step then changes nothing.
 *
 * @throws {@link OptionError} when an option leaves the range written on it.
 * @example
 * ```ts
 * const rate = linearWarmup({ to: 1e-3, steps: 4 });
 * [0, 1, 2, 3, 4, 5].map(rate); // 0, 0.00025, 0.0005, 0.00075, 0.001, 0.001
 * ```
 */
export const linearWarmup = defineSchedule({
  name: 'linearWarmup',
  complete: ({ from = 0, to, steps }: LinearWarmupOptions) => ({ from, to, steps }),
  check(o, where) {
    checkFinite(where, o, 'from', 'to');
    checkInteger(where, o, 0, 'steps');
  },
  curve({ from, to, steps }) {
    return (step) => (step < steps ? from + (to - from) * (step / steps) : to);
  },
});
