import type { Schedule } from '@nadir/core';
import { checkFinite } from '@nadir/core/internal';
import { checkSchedule, configOf, type NamedSchedule, nameSchedule } from './named-schedule.js';

/**
 * A schedule plus a number.
 *
 * The result can be saved if the schedule can.
 *
 * @param amount Any finite number.
 * @throws {@link OptionError} when the amount is not finite or the schedule is not a function.
 * @example
 * ```ts
 * const rate = offset(exponentialDecay({ from: 0.09, factor: 0.99 }), 0.01); // from 0.1 toward 0.01
 * ```
 */
export function offset(schedule: NamedSchedule, amount: number): NamedSchedule;
export function offset(schedule: Schedule, amount: number): Schedule;
export function offset(schedule: Schedule, amount: number): Schedule {
  checkSchedule('offset', schedule);
  checkFinite('offset', { amount }, 'amount');
  const moved: Schedule = (step) => schedule(step) + amount;
  const inner = configOf(schedule);
  if (inner === undefined) return moved;
  return nameSchedule({ schedule: 'offset', inner, amount }, moved);
}
