import { OptionError, type Schedule } from '@nadir/core';
import { checkFinite, checkNames } from '@nadir/core/internal';
import { checkSchedule, configOf, type NamedSchedule, nameSchedule } from './named-schedule.js';

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
  checkSchedule('limit', schedule);
  checkNames('limit', options, ['min', 'max']);
  const { min = null, max = null } = options;
  if (min !== null) checkFinite('limit', { min }, 'min');
  if (max !== null) checkFinite('limit', { max }, 'max');
  if (min !== null && max !== null && min > max) {
    throw new OptionError(`limit.min: got ${min}, expected at most max, ${max}.`);
  }
  const limited: Schedule = (step) =>
    Math.min(Math.max(schedule(step), min ?? -Infinity), max ?? Infinity);
  const inner = configOf(schedule);
  if (inner === undefined) return limited;
  return nameSchedule({ schedule: 'limit', inner, min, max }, limited);
}
