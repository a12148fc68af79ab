import { OptionError, type Schedule } from '@nadir/core';
import { describe } from '@nadir/core/internal';
import { checkBoundaries } from './boundaries.js';
import { checkSchedule, configOf, type NamedSchedule, nameSchedule } from './named-schedule.js';

/**
 * Schedules one after the other. From step `boundaries[i]` on, `schedules[i + 1]` is called, and
 * its steps are counted from that boundary.
 *
 * The numbers are those of `optax.join_schedules`, and of `torch.optim.lr_scheduler.SequentialLR`
 * where its parts have closed forms. The result can be saved if every part can.
 *
 * @param schedules At least one.
 * @param boundaries Integers ≥ 0 that increase, one fewer than the schedules.
 * @throws {@link OptionError} when a schedule is not a function, or the boundaries break their rule.
 * @example
 * ```ts
 * const rate = join(
 *   [linearWarmup({ to: 1e-3, steps: 100 }), cosine({ from: 1e-3, steps: 900 })],
 *   [100],
 * );
 * ```
 */
export function join(
  schedules: readonly NamedSchedule[],
  boundaries: readonly number[],
): NamedSchedule;
export function join(schedules: readonly Schedule[], boundaries: readonly number[]): Schedule;
export function join(schedules: readonly Schedule[], boundaries: readonly number[]): Schedule {
  check(schedules, boundaries);
  // Copies: a later change of the given arrays must change neither the schedule nor its config.
  const parts = [...schedules];
  const starts = [0, ...boundaries];
  const joined: Schedule = (step) => {
    const started = starts.findLastIndex((start) => step >= start);
    const index = Math.max(started, 0);
    return (parts[index] as Schedule)(step - (starts[index] as number));
  };

  const configs = parts.map(configOf).filter((config) => config !== undefined);
  if (configs.length < parts.length) return joined;
  return nameSchedule(
    {
      schedule: 'join',
      schedules: Object.freeze(configs),
      boundaries: Object.freeze([...boundaries]),
    },
    joined,
  );
}

function check(schedules: readonly Schedule[], boundaries: readonly number[]): void {
  if (!Array.isArray(schedules) || schedules.length === 0) {
    throw new OptionError(
      `join.schedules: got ${describe(schedules)}, expected a list of at least one schedule.`,
    );
  }
  schedules.forEach((schedule, i) => {
    checkSchedule(`join.schedules[${i}]`, schedule);
  });
  if (!Array.isArray(boundaries) || boundaries.length !== schedules.length - 1) {
    throw new OptionError(
      `join.boundaries: got ${describe(boundaries)}, expected ${schedules.length - 1} for ` +
        `${schedules.length} schedules. Give the first step of each schedule but the first.`,
    );
  }
  checkBoundaries('join', boundaries, 0, 1);
}
