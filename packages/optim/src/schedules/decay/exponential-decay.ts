import { checkFinite, checkPositive } from '@nadir/core/internal';
import { defineSchedule } from '../define-schedule.js';

/** Options of {@link exponentialDecay}. */
export interface ExponentialDecayOptions {
  /** Value at step 0. */
  from: number;
  /** What `every` steps multiply by, > 0; below 1 it decays. */
  factor: number;
  /** Number of steps that multiply by `factor` together, > 0. Default `1`. */
  every?: number;
}

/**
 * The same factor at every step.
 *
 *     from · factor^(step / every)
 *
 * `torch.optim.lr_scheduler.ExponentialLR(gamma)` on the rate b is
 * `exponentialDecay({ from: b, factor: gamma })`, and optax's
 * `exponential_decay(b, transition_steps, decay_rate)` has `every: transition_steps` too. In jumps it
 * is {@link stepDecay}. What optax calls `end_value` is {@link limit}, and `transition_begin` a
 * {@link constant} before it in {@link join}.
 *
 * @throws {@link OptionError} when an option leaves the range written on it.
 * @example
 * ```ts
 * const rate = exponentialDecay({ from: 0.1, factor: 0.5, every: 10 });
 * [0, 5, 10, 20].map(rate); // 0.1, 0.0707, 0.05, 0.025
 * ```
 */
export const exponentialDecay = defineSchedule({
  name: 'exponentialDecay',
  complete: ({ from, factor, every = 1 }: ExponentialDecayOptions) => ({ from, factor, every }),
  check(o, where) {
    checkFinite(where, o, 'from');
    checkPositive(where, o, 'factor', 'every');
  },
  curve({ from, factor, every }) {
    return (step) => from * factor ** (step / every);
  },
});
