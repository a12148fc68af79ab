import { checkFinite, checkPositive } from '@nadir/core/internal';
import { defineSchedule } from '../define-schedule.js';

/** Options of {@link exponentialWarmup}. */
export interface ExponentialWarmupOptions {
  /** Value at step 0. Default `0`. */
  from?: number;
  /** Value that it comes ever closer to. */
  to: number;
  /** Time constant τ: number of steps in which the distance shrinks to 1/e of it, > 0. */
  steps: number;
}

/**
 * A warm-up that is fast at first and never quite ends.
 *
 *     to + (from − to) · exp(−step / steps)
 *
 * For Adam the paper advises τ = 1 / (1 − β₂), 1000 for the default of β₂, and counts steps from 1:
 * then `from` is `to * (1 - Math.exp(-1 / steps))`.
 *
 * Paper: Ma & Yarats, AAAI 2021, https://arxiv.org/abs/1910.04209
 * @throws {@link OptionError} when an option leaves the range written on it.
 * @example
 * ```ts
 * const rate = exponentialWarmup({ to: 1e-3, steps: 1000 });
 * [0, 1000, 3000].map(rate); // 0, 0.000632, 0.00095
 * ```
 */
export const exponentialWarmup = defineSchedule({
  name: 'exponentialWarmup',
  complete: ({ from = 0, to, steps }: ExponentialWarmupOptions) => ({ from, to, steps }),
  check(o, where) {
    checkFinite(where, o, 'from', 'to');
    checkPositive(where, o, 'steps');
  },
  // 1 − exp(−x) as expm1, so that it starts exactly at `from`.
  curve({ from, to, steps }) {
    return (step) => from - (to - from) * Math.expm1(-step / steps);
  },
});
