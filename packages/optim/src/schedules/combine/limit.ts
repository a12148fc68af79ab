import { OptionError, type Schedule } from '@nadir/core';
import { checkFinite, checkNames } from '@nadir/core/internal';
import { checkSchedule } from '../check-schedule.js';
import { defineSchedule } from '../define-schedule.js';
import type { NamedSchedule } from '../named-schedule.js';

/** Options of {@link limit}. */
export interface LimitOptions {
  /** Lower bound; `null` for none. Default `null`. */
  min?: number | null;
  /** Upper bound, at least `min`; `null` for none. Default `null`. */
  max?: number | null;
}

/**
 * A schedule within bounds.
 *
 *     min(max(schedule(step), min), max)
 *
 * The result can be saved if the schedule can.
 *
 * @throws {@link OptionError} when a bound leaves its range or the schedule is not a function.
 * @example
 * ```ts
 * const rate = limit(exponentialDecay({ from: 0.1, factor: 0.9 }), { min: 1e-3 });
 * ```
 */
export function limit(schedule: NamedSchedule, options: LimitOptions): NamedSchedule;
export function limit(schedule: Schedule, options: LimitOptions): Schedule;
export function limit(schedule: Schedule, options: LimitOptions): Schedule {
  checkNames('limit', options, ['min', 'max']);
  return limited({ ...options, inner: schedule });
}

const limited = defineSchedule({
  name: 'limit',
  complete: ({ inner, min = null, max = null }: LimitOptions & { inner: Schedule }) => ({
    inner,
    min,
    max,
  }),
  check({ inner, min, max }, where) {
    checkSchedule(where, inner);
    if (min !== null) checkFinite(where, { min }, 'min');
    if (max !== null) checkFinite(where, { max }, 'max');
    if (min !== null && max !== null && min > max) {
      throw new OptionError(`${where}.min: got ${min}, expected at most max, ${max}.`);
    }
  },
  curve({ inner, min, max }) {
    return (step) => Math.min(Math.max(inner(step), min ?? -Infinity), max ?? Infinity);
  },
});
