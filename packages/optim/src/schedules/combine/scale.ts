import type { Schedule } from '@nadir/core';
import { checkFinite } from '@nadir/core/internal';
import { checkSchedule } from '../check-schedule.js';
import { defineSchedule } from '../define-schedule.js';
import type { NamedSchedule } from '../named-schedule.js';

/**
 * A schedule times a number, such as a smaller rate of the same form for one parameter group.
 *
 * The result can be saved if the schedule can.
 *
 * @param factor Any finite number.
 * @throws {@link OptionError} when the factor is not finite or the schedule is not a function.
 * @example
 * ```ts
 * const rate = cosine({ from: 1e-3, steps: 1000 });
 * const optimizer = new AdamW([
 *   { parameters: head, learningRate: rate },
 *   { parameters: backbone, learningRate: scale(rate, 0.1) },
 * ]);
 * ```
 */
export function scale(schedule: NamedSchedule, factor: number): NamedSchedule;
export function scale(schedule: Schedule, factor: number): Schedule;
export function scale(schedule: Schedule, factor: number): Schedule {
  return scaled({ inner: schedule, factor });
}

const scaled = defineSchedule({
  name: 'scale',
  complete: ({ inner, factor }: { inner: Schedule; factor: number }) => ({ inner, factor }),
  check(o, where) {
    checkSchedule(where, o.inner);
    checkFinite(where, o, 'factor');
  },
  curve({ inner, factor }) {
    return (step) => factor * inner(step);
  },
});
