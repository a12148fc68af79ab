import { OptionError, type Schedule } from '@nadir/core';
import { describe } from '@nadir/core/internal';

/**
 * What rebuilds a schedule: the name it was defined with and the options given to it, as plain data that
 * JSON can hold. {@link restoreSchedule} takes it.
 */
export interface SavedSchedule {
  readonly schedule: string;
  readonly [option: string]: unknown;
}

/** A schedule that can be saved: a pure function of the step, with what rebuilds it. */
export interface NamedSchedule extends Schedule {
  readonly config: SavedSchedule;
}

/**
 * What rebuilds a schedule, or `undefined` for one that was written as a function.
 *
 * @throws {@link OptionError} when it is no schedule.
 * @example
 * ```ts
 * configOf(cosine({ from: 0.1, steps: 100 })); // { schedule: 'cosine', from: 0.1, to: 0, steps: 100, exponent: 1 }
 * configOf((step) => 0.1 / (1 + step)); // undefined
 * ```
 */
export function configOf(schedule: Schedule): SavedSchedule | undefined {
  if (typeof schedule !== 'function') {
    throw new OptionError(`configOf: got ${describe(schedule)}, expected a schedule.`);
  }
  return (schedule as Partial<NamedSchedule>).config;
}
