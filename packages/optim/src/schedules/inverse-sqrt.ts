import { checkFinite, checkInteger, checkNames, checkPositive } from '@nadir/core/internal';
import { type NamedSchedule, nameSchedule } from './named-schedule.js';

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
export function inverseSqrt(options: InverseSqrtOptions): NamedSchedule {
  const where = 'inverseSqrt';
  checkNames(where, options, ['from', 'peak', 'warmupSteps', 'timescale']);
  const { from = 0, peak, warmupSteps, timescale = warmupSteps || 10_000 } = options;
  checkFinite(where, { from, peak }, 'from', 'peak');
  checkInteger(where, { warmupSteps }, 0, 'warmupSteps');
  checkPositive(where, { timescale }, 'timescale');
  return nameSchedule({ schedule: where, from, peak, warmupSteps, timescale }, (step) => {
    if (step < warmupSteps) return from + (peak - from) * (step / warmupSteps);
    return peak / Math.sqrt(1 + (step - warmupSteps) / timescale);
  });
}
