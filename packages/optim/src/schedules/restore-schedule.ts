import { keepRegistered, restoreNamed } from '@nadir/core/internal';
import * as schedules from './all-schedules.js';
import type { NamedSchedule, SavedSchedule } from './named-schedule.js';
import { ReduceOnPlateau } from './plateau/reduce-on-plateau.js';

/**
 * The schedule that a saved `config` describes: the same value at every step, bit for bit.
 *
 * It knows every schedule of this package, so a bundle with it has them all, and those of your own that
 * the program has defined. An optimizer knows those that the program uses.
 *
 * @throws {@link OptionError} when the name is unknown or an option leaves its range.
 * @example
 * ```ts
 * const text = JSON.stringify(cosine({ from: 0.1, steps: 100 }).config);
 * const rate = restoreSchedule(JSON.parse(text));
 * ```
 */
export function restoreSchedule(config: SavedSchedule): NamedSchedule {
  keepRegistered({ schedules, ReduceOnPlateau });
  // What is made of saved options alone can be saved again.
  return restoreNamed('restoreSchedule', 'schedule', config) as NamedSchedule;
}
