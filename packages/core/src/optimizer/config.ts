import { OptionError } from '../errors.js';
import type { Schedule } from '../program/index.js';
import type { Regularizer, SavedRegularizer } from '../regularizers/regularizer.js';
import { restoreRegularizer } from '../regularizers/restore-regularizer.js';
import { configOf } from '../schedules/named-schedule.js';
import { restoreSchedule } from '../schedules/restore-schedule.js';
import type { SavedSchedule } from '../schedules/saved-schedule.js';

/** Options as JSON can hold them. */
export type SavedOptions = Record<
  string,
  number | boolean | string | null | SavedSchedule | SavedRegularizer | Readonly<object>
>;

/**
 * Options as JSON can hold them.
 *
 * @param unsaved What to do with a schedule or penalty of the caller's own, which has no name.
 */
export function saveOptions(options: object, unsaved: (name: string) => void): SavedOptions {
  const saved: SavedOptions = {};
  for (const [name, value] of Object.entries(options)) {
    if (value === undefined) continue;
    let plain = value;
    if (typeof value === 'function') plain = configOf(value as Schedule);
    else if (isRegularizer(value)) plain = value.config;
    if (plain === undefined) unsaved(name);
    else saved[name] = plain;
  }
  return saved;
}

/** Options from their saved form. */
export function restoreOptions(where: string, saved: unknown): Record<string, unknown> {
  if (typeof saved !== 'object' || saved === null || Array.isArray(saved)) {
    throw new OptionError(`${where}: got no options, expected an object of them.`);
  }
  return Object.fromEntries(
    Object.entries(saved).map(([name, value]) => {
      if (typeof value !== 'object' || value === null) return [name, value];
      if ('schedule' in value) return [name, restoreSchedule(value as SavedSchedule)];
      if ('regularizer' in value) return [name, restoreRegularizer(value as SavedRegularizer)];
      return [name, value];
    }),
  );
}

function isRegularizer(value: unknown): value is Regularizer {
  return typeof value === 'object' && value !== null && 'proximal' in value && 'gradient' in value;
}
