import { notAccepted } from '../errors.js';
import type { GuardOptions } from './gradients/guard.js';
import type { Roster } from './groups/roster.js';
import type { Stepping } from './step/stepping.js';

/** An optimizer as functions beside its class see it. */
export interface Insides {
  readonly name: string;
  readonly roster: Roster;
  readonly guard: GuardOptions;
  readonly stepping: Stepping;
}

const known = new WeakMap<object, Insides>();

/** Lets functions beside the class of an optimizer find what it consists of. */
export function tellInsides(optimizer: object, insides: Insides): void {
  known.set(optimizer, insides);
}

/**
 * What an optimizer consists of.
 * @throws {@link OptionError} when it is none.
 */
export function insidesOf(where: string, optimizer: unknown): Insides {
  const insides = known.get(Object(optimizer));
  if (insides !== undefined) return insides;
  throw notAccepted(where, optimizer, 'an optimizer such as new AdamW(options)');
}
