import { OptionError, type Schedule } from '@nadir/core';
import { describe } from '@nadir/core/internal';
import { checkSchedule, configOf, type NamedSchedule, nameSchedule } from './named-schedule.js';

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
  if (!Array.isArray(schedules) || schedules.length === 0) {
    throw new OptionError(
      `multiply.schedules: got ${describe(schedules)}, expected a list of at least one schedule.`,
    );
  }
  schedules.forEach((schedule, i) => {
    checkSchedule(`multiply.schedules[${i}]`, schedule);
  });
  // A copy: a later change of the given array must change neither the schedule nor its config.
  const parts: readonly Schedule[] = [...schedules];
  const product: Schedule = (step) => parts.reduce((value, part) => value * part(step), 1);
  const configs = parts.map(configOf).filter((config) => config !== undefined);
  if (configs.length < parts.length) return product;
  return nameSchedule({ schedule: 'multiply', schedules: Object.freeze(configs) }, product);
}
