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
    const plain = savedForm(value);
    if (plain === undefined) unsaved(name);
    else saved[name] = plain as SavedOptions[string];
  }
  return saved;
}

/** An option as JSON can hold it, or `undefined` if it has no such form. */
function savedForm(value: unknown): unknown {
  if (Array.isArray(value)) {
    const list = value.map(savedForm);
    return list.includes(undefined) ? undefined : list;
  }
  if (value instanceof LossScaler) return value.stateDict();
  return hasConfig(value) ? value.config : value;
}

/** Options from their saved form. */
export function restoreOptions(where: string, saved: unknown): Record<string, unknown> {
  if (typeof saved !== 'object' || saved === null || Array.isArray(saved)) {
    throw new OptionError(`${where}: got no options, expected an object of them.`);
  }
  return Object.fromEntries(
    Object.entries(saved).map(([name, value]) => [name, restoreOption(where, value)]),
  );
}

/** An option from its saved form, or a list of such. */
const restoreOption = (where: string, value: unknown): unknown =>
  Array.isArray(value) ? value.map((one) => restoreOne(where, one)) : restoreOne(where, value);

function restoreOne(where: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const kind = kindOf(value);
  if (kind !== undefined) return restoreNamed(where, kind, value);
  return 'growthTracker' in value ? restoreScaler(value as LossScalerState) : value;
}

/** Whether a value is a schedule, penalty or constraint: what has a config unless it is the caller's own. */
function hasConfig(value: unknown): value is { readonly config?: object } {
  return (
    typeof value === 'function' ||
    (typeof value === 'object' && value !== null && 'applies' in value)
  );
}

function restoreScaler(state: LossScalerState): LossScaler {
  const scaler = new LossScaler();
  scaler.loadStateDict(state);
  return scaler;
}
