import { checkNames } from '../check.js';
import { describe, OptionError } from '../errors.js';
import { constant } from './constant.js';
import { cosine } from './cosine.js';
import { join } from './join.js';
import { linearWarmup } from './linear-warmup.js';
import type { NamedSchedule, SavedSchedule } from './named-schedule.js';
import { scale } from './scale.js';

type Name = SavedSchedule['schedule'];

/** How each kind of schedule is made from its options. A name without an entry does not compile. */
const factories: {
  readonly [N in Name]: (
    options: Omit<Extract<SavedSchedule, { readonly schedule: N }>, 'schedule'>,
  ) => NamedSchedule;
} = {
  constant(options) {
    checkNames('constant', options, ['value']);
    return constant(options.value);
  },
  linearWarmup,
  cosine,
  join(options) {
    checkNames('join', options, ['schedules', 'boundaries']);
    const { schedules, boundaries } = options;
    // What is no list is left for `join` to refuse.
    const parts = Array.isArray(schedules) ? schedules.map(restoreSchedule) : schedules;
    return join(parts as NamedSchedule[], boundaries);
  },
  scale(options) {
    checkNames('scale', options, ['inner', 'factor']);
    return scale(restoreSchedule(options.inner), options.factor);
  },
};

/**
 * The schedule that a saved `config` describes: the same value at every step, bit for bit.
 *
 * @throws {@link OptionError} when the name is unknown or an option leaves its range.
 * @example
 * ```ts
 * const text = JSON.stringify(cosine({ from: 0.1, steps: 100 }).config);
 * const rate = restoreSchedule(JSON.parse(text));
 * ```
 */
export function restoreSchedule(config: SavedSchedule): NamedSchedule {
  const name: unknown = config?.schedule;
  if (typeof name !== 'string' || !Object.hasOwn(factories, name)) {
    const got = name === undefined ? describe(config) : describe(name);
    throw new OptionError(
      `restoreSchedule: got ${got}, expected one of ${Object.keys(factories).join(', ')}. ` +
        'Pass the `config` of a schedule.',
    );
  }
  const { schedule, ...options } = config;
  // The name decides the type of the options; what a file really holds, the factories check.
  return factories[schedule](options as never);
}
