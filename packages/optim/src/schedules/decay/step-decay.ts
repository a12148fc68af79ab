import { checkFinite, checkInteger } from '@nadir/core/internal';
import { defineSchedule } from '../define-schedule.js';

/** Options of {@link stepDecay}. */
export interface StepDecayOptions {
  /** Value at the first steps. */
  from: number;
  /** What each jump multiplies by. Default `0.1`. */
  factor?: number;
  /** Number of steps from one jump to the next, an integer ≥ 1. */
  every: number;
}

/**
 * Jumps at equal distances, each by the same factor.
 *
 *     from · factor^⌊step / every⌋
 *
 * `torch.optim.lr_scheduler.StepLR(step_size, gamma)` on the rate b is
 * `stepDecay({ from: b, factor: gamma, every: step_size })`; so is optax's `exponential_decay` with
 * `staircase=True`. At steps of one's own choice it is {@link piecewiseConstant}.
 *
 * @throws {@link OptionError} when an option leaves the range written on it.
 * @example
 * ```ts
 * const rate = stepDecay({ from: 0.1, factor: 0.5, every: 30 });
 * [0, 29, 30, 60].map(rate); // 0.1, 0.1, 0.05, 0.025
 * ```
 */
export const stepDecay = defineSchedule({
  name: 'stepDecay',
  complete: ({ from, factor = 0.1, every }: StepDecayOptions) => ({ from, factor, every }),
  check(o, where) {
    checkFinite(where, o, 'from', 'factor');
    checkInteger(where, o, 1, 'every');
  },
  curve({ from, factor, every }) {
    return (step) => from * factor ** Math.floor(step / every);
  },
});
