import { describe, notAccepted, OptionError } from '../errors.js';
import type { Regularizer } from '../regularizer/regularizer.js';
import type { Schedule } from '../transform/options.js';

/** What is saved by its name, as `{ schedule: 'cosine', … }`: the key in files, and what it stands for. */
interface Named {
  guard: object;
  schedule: Schedule;
  regularizer: Regularizer<never>;
}

/**
 * What rebuilds an option of all parameters together, such as `clip` or `nonFinite`: its name and its own options, as plain
 * data that JSON can hold.
 */
export interface SavedGuard {
  readonly guard: string;
  readonly [option: string]: unknown;
}

/** A kind of things that are saved by their names. */
export type Kind = keyof Named;

/** Options as a file has them. Whoever makes something of them checks them. */
export type OptionsOfFile = Readonly<Record<string, unknown>>;

/** Makes a value from its saved options; `where` begins the messages about other values within it. */
type Restore = (options: OptionsOfFile, where: string) => unknown;

/** What makes the values of each kind, by their names. */
type Registry = Map<string, Map<string, Restore>>;

const entryPoints: Readonly<Record<Kind, string>> = {
  guard: '@nadir/optim',
  schedule: '@nadir/optim/schedules',
  regularizer: '@nadir/optim/regularizers',
};

const key: unique symbol = Symbol.for('nadir.named');

/** The names of one kind. There is one registry in a process, whatever copies of a package it has loaded. */
function namesOf(kind: Kind): Map<string, Restore> {
  const holder = globalThis as typeof globalThis & { [key]?: Registry };
  holder[key] ??= new Map();
  const names = holder[key].get(kind) ?? new Map<string, Restore>();
  holder[key].set(kind, names);
  return names;
}

/**
 * Lets a saved value be found by its name, as TensorFlow.js finds the classes that were registered.
 *
 * A name that is registered again stands for the new value: another copy of a package has been loaded.
 *
 * @param restore Makes the value from its saved options, the name left out.
 */
export function registerNamed<K extends Kind>(
  kind: K,
  name: string,
  restore: (options: OptionsOfFile, where: string) => Named[K],
): void {
  namesOf(kind).set(name, restore);
}

/** Whether a value of this name can be restored. */
export const isRegistered = (kind: Kind, name: string): boolean => namesOf(kind).has(name);

/** The kind of a saved value, or `undefined` for one that is not saved by a name. */
export const kindOf = (saved: object): Kind | undefined =>
  (Object.keys(entryPoints) as Kind[]).find((kind) => Object.hasOwn(saved, kind));

/**
 * The value that was saved as `{ [kind]: name, …options }`.
 *
 * @throws {@link OptionError} when it has no such form, its name is not registered, or an option leaves its range.
 */
export function restoreNamed<K extends Kind>(where: string, kind: K, saved: unknown): Named[K] {
  const { [kind]: name, ...options } = Object(saved) as OptionsOfFile;
  if (typeof name !== 'string') {
    throw notAccepted(where, saved, `{ ${kind}: name, … }`, `Pass the \`config\` of a ${kind}.`);
  }
  const names = namesOf(kind);
  const restore = names.get(name);
  if (restore === undefined) {
    throw new OptionError(
      `${where}: got the ${kind} ${describe(name)}, expected one that this program has: ` +
        `${[...names.keys()].sort().join(', ') || 'none so far'}. Import it from '${entryPoints[kind]}' and ` +
        'use it, since a bundler leaves out what nothing uses; define one of your own before.',
    );
  }
  if (depth === deepest) {
    throw new OptionError(`${where}: got over ${deepest} nested values, expected fewer.`);
  }
  depth++;
  try {
    // Only `registerNamed` writes here, with what makes values of this kind.
    return restore(options, where) as Named[K];
  } finally {
    depth--;
  }
}

/** Saved values within each other, at most: a file that was made to end the stack is refused before. */
const deepest = 500;

/** Saved values within each other that are being restored. */
let depth = 0;

const kept = new Set<object>();

/** Holds values, so that a bundler keeps the modules that define and register them. */
export function keepRegistered(values: object): void {
  kept.add(values);
}
