import { OptionError } from '../../errors.js';
import { kindOf, restoreNamed } from '../../state/named.js';
import { LossScaler, type LossScalerState } from '../gradients/loss-scaler.js';

/** Options as JSON can hold them. */
export type SavedOptions = Record<string, number | boolean | string | null | Readonly<object>>;

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
    if (typeof value === 'function' || isNamed(value)) plain = value.config;
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
      const kind = kindOf(value);
      if (kind !== undefined) return [name, restoreNamed(where, kind, value)];
      if ('growthTracker' in value) return [name, restoreScaler(value as LossScalerState)];
      return [name, value];
    }),
  );
}

/** Whether a value is a penalty or a constraint. */
function isNamed(value: unknown): value is { readonly config?: object } {
  return typeof value === 'object' && value !== null && 'applies' in value;
}

function restoreScaler(state: LossScalerState): LossScaler {
  const scaler = new LossScaler();
  scaler.loadStateDict(state);
  return scaler;
}
