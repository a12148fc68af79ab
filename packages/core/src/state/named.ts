import { describe, OptionError } from '../errors.js';

/** Makes a value from its saved options; what a file really holds, it checks itself. */
type Restore = (options: never) => unknown;

const registered = new Map<string, Map<string, Restore>>();

/**
 * Lets a saved value be found by its kind and name, as TensorFlow.js finds classes: a schedule, a regularizer.
 *
 * @param kind The key under which a saved value has its name: `{ schedule: 'cosine', … }` is of the kind `schedule`.
 * @param restore Makes the value from its saved options, the name left out.
 */
export function registerNamed(kind: string, name: string, restore: Restore): void {
  const known = registered.get(kind) ?? new Map<string, Restore>();
  registered.set(kind, known.set(name, restore));
}

/** The kind of a saved value, or `undefined` for one that is none. */
export const kindOf = (saved: object): string | undefined =>
  [...registered.keys()].find((kind) => kind in saved);

/**
 * The value that was saved as `{ [kind]: name, …options }`.
 *
 * @throws {@link OptionError} when nobody has registered the name, or an option leaves its range.
 */
export function restoreNamed(where: string, kind: string, saved: object): unknown {
  const { [kind]: name, ...options } = saved as Record<string, unknown>;
  const known = registered.get(kind) ?? new Map<string, Restore>();
  const restore = known.get(name as string);
  if (restore === undefined) {
    const got = name === undefined ? describe(saved) : describe(name);
    throw new OptionError(
      `${where}: got the ${kind} ${got}, expected one of ${[...known.keys()].join(', ') || 'those that were imported'}. ` +
        `Import the ${kind} before, or register it.`,
    );
  }
  return restore(options as never);
}
