import type { Schedule } from '@nadir/core';
import { checkSchedules } from '../check-schedule.js';
import { defineSchedule } from '../define-schedule.js';
import type { NamedSchedule } from '../named-schedule.js';

/**
 * The product of schedules at each step.
 *
 * One of them has the size of the rate, the others are factors about 1. So
 * `torch.optim.lr_scheduler.ChainedScheduler([ConstantLR(factor, n), ExponentialLR(gamma)])` on the rate
 * b is `multiply([exponentialDecay({ from: b, factor: gamma }), constantWarmup({ from: factor, to: 1,
 * steps: n })])`. It is not called a chain, since `chain` joins rules, one after the other. For a
 * single number there is {@link scale}.
 *
 * The result can be saved if every schedule can.
 *
 * @param schedules At least one.
 * @throws {@link OptionError} when there is none, or one is not a function.
 * @example
 * ```ts
 * const rate = multiply([
 *   cosine({ from: 1e-3, steps: 1000 }),
 *   linearWarmup({ to: 1, steps: 100 }),
 * ]);
 * ```
 */
export function multiply(schedules: readonly NamedSchedule[]): NamedSchedule;
export function multiply(schedules: readonly Schedule[]): Schedule;
export function multiply(schedules: readonly Schedule[]): Schedule {
  return product({ schedules });
}

const product = defineSchedule({
  name: 'multiply',
  complete: ({ schedules }: { schedules: readonly Schedule[] }) => ({ schedules }),
  check(o, where) {
    checkSchedules(`${where}.schedules`, o.schedules);
  },
  curve({ schedules }) {
    return (step) => schedules.reduce((value, schedule) => value * schedule(step), 1);
  },
});
