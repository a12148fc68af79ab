/** Most states that can be gone back to. */
const limit = 200;

/** States that were, the one that is, and those that were undone. It is replaced, never changed in place. */
export interface History<T> {
  readonly past: readonly T[];
  readonly present: T;
  readonly future: readonly T[];
}

/** A history that begins. */
export const beginHistory = <T>(present: T): History<T> => ({ past: [], present, future: [] });

/**
 * Goes on to a new state. With `joins`, it takes the place of the present one: so that a slider that is drawn makes one
 * change, and not one for each pixel.
 */
export function record<T>({ past, present }: History<T>, next: T, joins = false): History<T> {
  return { past: joins ? past : [...past, present].slice(-limit), present: next, future: [] };
}

/** Goes one state back, if there is one. */
export function undo<T>(history: History<T>): History<T> {
  const { past, present, future } = history;
  const last = past.at(-1);
  if (last === undefined) return history;
  return { past: past.slice(0, -1), present: last, future: [present, ...future] };
}

/** Takes an {@link undo} back, if there was one. */
export function redo<T>(history: History<T>): History<T> {
  const { past, present, future } = history;
  const [next, ...later] = future;
  if (next === undefined) return history;
  return { past: [...past, present], present: next, future: later };
}
