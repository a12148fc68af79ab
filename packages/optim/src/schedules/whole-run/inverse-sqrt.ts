import { checkFinite, checkInteger, checkPositive } from '@nadir/core/internal';
import { defineSchedule } from '../define-schedule.js';

/** Options of {@link inverseSqrt}. */
export interface InverseSqrtOptions {
  /** Value at step 0. Default `0`. */
  from?: number;
  /** Value after the warm-up. */
  peak: number;
  /** Number of steps of the warm-up, an integer ≥ 0. */
  warmupSteps: number;
  /** Number of steps in which the inverse square grows by 1, > 0. Default: `warmupSteps`, or 10000 if that is 0. */
  timescale?: number;
}

/**
 * A straight warm-up, then one over the root of the time, which needs no end.
 *
 *     from + (peak − from) · step / warmupSteps             while step < warmupSteps
 *     peak / √(1 + (step − warmupSteps) / timescale)        afterwards
 *
 * By default that is `peak · √(warmupSteps / step)`. The numbers are those of `get_inverse_sqrt_schedule`
 * of Transformers. {@link noam} is the same curve, sized by the width of a model.
 *
 * @throws {@link OptionError} when an option leaves the range written on it.
 * @example
 * ```ts
 * const rate = inverseSqrt({ peak: 1e-3, warmupSteps: 100 });
 * [0, 50, 100, 400].map(rate); // 0, 0.0005, 0.001, 0.0005
 * ```
 */
export const inverseSqrt = defineSchedule({
  name: 'inverseSqrt',
  complete(options: InverseSqrtOptions) {
    const { from = 0, peak, warmupSteps, timescale = warmupSteps || 10_000 } = options;
    return { from, peak, warmupSteps, timescale };
  },
  check(o, where) {
    checkFinite(where, o, 'from', 'peak');
    checkInteger(where, o, 0, 'warmupSteps');
    checkPositive(where, o, 'timescale');
  },
  curve({ from, peak, warmupSteps, timescale }) {
    return (step) => {
      if (step < warmupSteps) return from + (peak - from) * (step / warmupSteps);
      return peak / Math.sqrt(1 + (step - warmupSteps) / timescale);
    };
  },
});
