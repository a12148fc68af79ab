import { OptionError, type Schedule } from '@nadir/core';
import { describe } from '@nadir/core/internal';
import { checkBoundaries } from '../boundaries.js';
import { checkSchedules } from '../check-schedule.js';
import { defineSchedule } from '../define-schedule.js';
import type { NamedSchedule } from '../named-schedule.js';

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
  return joined({ schedules, boundaries });
}

interface Parts {
  readonly schedules: readonly Schedule[];
  readonly boundaries: readonly number[];
}

const joined = defineSchedule({
  name: 'join',
  complete: ({ schedules, boundaries }: Parts) => ({ schedules, boundaries }),
  check({ schedules, boundaries }, where) {
    checkSchedules(`${where}.schedules`, schedules);
    if (!Array.isArray(boundaries) || boundaries.length !== schedules.length - 1) {
      throw new OptionError(
        `${where}.boundaries: got ${describe(boundaries)}, expected ${schedules.length - 1} for ` +
          `${schedules.length} schedules. Give the first step of each schedule but the first.`,
      );
    }
    checkBoundaries(where, boundaries, 0, 1);
  },
  curve({ schedules, boundaries }) {
    const starts = [0, ...boundaries];
    return (step) => {
      const started = starts.findLastIndex((start) => step >= start);
      const index = Math.max(started, 0);
      return (schedules[index] as Schedule)(step - (starts[index] as number));
    };
  },
});
