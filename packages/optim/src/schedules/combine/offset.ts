import type { Schedule } from '@nadir/core';
import { checkFinite } from '@nadir/core/internal';
import { checkSchedule } from '../check-schedule.js';
import { defineSchedule } from '../define-schedule.js';
import type { NamedSchedule } from '../named-schedule.js';

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
  return moved({ inner: schedule, amount });
}

const moved = defineSchedule({
  name: 'offset',
  complete: ({ inner, amount }: { inner: Schedule; amount: number }) => ({ inner, amount }),
  check(o, where) {
    checkSchedule(where, o.inner);
    checkFinite(where, o, 'amount');
  },
  curve({ inner, amount }) {
    return (step) => inner(step) + amount;
  },
});
