import { OptionError } from '../../errors.js';
import { kindOf, restoreNamed } from '../../state/named.js';
import type { StatefulSchedule } from '../../transform/options.js';

/** Options as JSON can hold them. */
export type SavedOptions = Record<string, number | boolean | string | null | Readonly<object>>;

/** Options as JSON can hold them. The {@link unsavedOptions} among them are left out. */
export const saveOptions = (options: object): SavedOptions =>
  Object.fromEntries(
    Object.entries(options).flatMap(([name, value]) => {
      const saved = savedForm(value);
      return saved === undefined ? [] : [[name, saved]];
    }),
  );

/** Names of options with a schedule, penalty or constraint of the caller's own, which has no name to save it by. */
export const unsavedOptions = (options: Readonly<Record<string, unknown>>): string[] =>
  Object.keys(options).filter(
    (name) => options[name] !== undefined && savedForm(options[name]) === undefined,
  );

/** An option as JSON can hold it, or `undefined` if it has no such form. */
function savedForm(value: unknown): unknown {
  if (Array.isArray(value)) {
    const list = value.map(savedForm);
    return list.includes(undefined) ? undefined : list;
  }
  const isPlain = value === null || (typeof value !== 'function' && typeof value !== 'object');
  // Whatever is not plain says in its config what rebuilds it, unless it is the caller's own.
  return isPlain ? value : (value as { readonly config?: object }).config;
}

/**
 * Options from their saved form. A schedule with a state of its own that is in force stays, so that whoever holds it goes on
 * moving it.
 *
 * @param current The options in force.
 * @param resumes Is given what lets such schedules take over the saved state.
 * @throws {@link OptionError} when an option cannot be restored, {@link StateError} when the state of a schedule is none.
 */
export function restoreOptions(
  where: string,
  saved: unknown,
  current: Readonly<Record<string, unknown>> = {},
  resumes: (() => void)[] = [],
): Record<string, unknown> {
  if (typeof saved !== 'object' || saved === null || Array.isArray(saved)) {
    throw new OptionError(`${where}: got no options, expected an object of them.`);
  }
  return Object.fromEntries(
    Object.entries(saved).map(([name, value]) => {
      const own = current[name] as Partial<StatefulSchedule> | undefined;
      return [name, own?.goOnFrom?.(value, resumes) ?? restoreOption(where, value)];
    }),
  );
}

/** An option from its saved form, or a list of such. */
const restoreOption = (where: string, value: unknown): unknown =>
  Array.isArray(value) ? value.map((one) => restoreOne(where, one)) : restoreOne(where, value);

function restoreOne(where: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const kind = kindOf(value);
  return kind === undefined ? value : restoreNamed(where, kind, value);
}
