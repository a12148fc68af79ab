import type { SavedConstraint } from '../constraints/constraint.js';
import { restoreConstraint } from '../constraints/restore-constraint.js';
import { OptionError } from '../errors.js';
import type { Schedule } from '../program/index.js';
import type { SavedRegularizer } from '../regularizers/regularizer.js';
import { restoreRegularizer } from '../regularizers/restore-regularizer.js';
import { configOf } from '../schedules/named-schedule.js';
import { restoreSchedule } from '../schedules/restore-schedule.js';
import type { SavedSchedule } from '../schedules/saved-schedule.js';
import { LossScaler, type LossScalerState } from './loss-scaler.js';

/** Options as JSON can hold them. */
export type SavedOptions = Record<
  string,
  | number
  | boolean
  | string
  | null
  | SavedSchedule
  | SavedRegularizer
  | SavedConstraint
  | LossScalerState
  | Readonly<object>
>;

/**
 * Options as JSON can hold them.
 *
 * @param unsaved What to do with a schedule, penalty or constraint of the caller's own, which has no name.
 */
export function saveOptions(options: object, unsaved: (name: string) => void): SavedOptions {
  const saved: SavedOptions = {};
  for (const [name, value] of Object.entries(options)) {
    if (value === undefined) continue;
    let plain = value;
    if (typeof value === 'function') plain = configOf(value as Schedule);
    else if (isPenaltyOrConstraint(value)) plain = value.config;
    else if (value instanceof LossScaler) plain = value.stateDict();
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
      if ('constraint' in value) return [name, restoreConstraint(value as SavedConstraint)];
      if ('growthTracker' in value) return [name, restoreScaler(value as LossScalerState)];
      return [name, value];
    }),
  );
}

function isPenaltyOrConstraint(value: unknown): value is { readonly config?: object } {
  return typeof value === 'object' && value !== null && 'applies' in value;
}

function restoreScaler(state: LossScalerState): LossScaler {
  const scaler = new LossScaler();
  scaler.loadStateDict(state);
  return scaler;
}
