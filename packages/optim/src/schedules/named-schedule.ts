import { OptionError, type Schedule } from '@nadir/core';
import { describe } from '@nadir/core/internal';
import type { SavedSchedule } from './saved-schedule.js';

/** A schedule that can be saved: a pure function of the step, with what rebuilds it. */
export interface NamedSchedule extends Schedule {
  readonly config: SavedSchedule;
}

/**
 * What rebuilds a schedule, or `undefined` for one that was written as a function.
 *
 * @example
 * ```ts
 * configOf(cosine({ from: 0.1, steps: 100 })); // { schedule: 'cosine', from: 0.1, to: 0, steps: 100, exponent: 1 }
 * configOf((step) => 0.1 / (1 + step)); // undefined
 * ```
 */
export function configOf(schedule: Schedule): SavedSchedule | undefined {
  return (schedule as Partial<NamedSchedule>).config;
}

/** Gives a function the data that rebuilds it. Neither can be changed afterwards. */
export function nameSchedule(config: SavedSchedule, schedule: Schedule): NamedSchedule {
  return Object.freeze(Object.assign(schedule, { config: Object.freeze(config) }));
}

/** Throws unless `value` is a function. */
export function checkSchedule(where: string, value: unknown): void {
  if (typeof value !== 'function') {
    throw new OptionError(
      `${where}: got ${describe(value)}, expected a schedule. Write \`constant(x)\` for a number x.`,
    );
  }
}
