/**
 * Thrown when a value given to a function of this package is outside what its documentation
 * accepts.
 *
 * The message reads `<where>: got <what was given>, expected <what is accepted>. <What to do.>`;
 * the last part is missing where the second says it. Tell errors apart by `code`: two copies of a
 * package share no classes.
 */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  /** Stable identifier of this kind of error. */
  readonly code = 'NADIR_PROBLEM';
}

/** How a value is written in an error message: short, and never throwing itself. */
export function describe(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'function') return 'a function';
  if (Array.isArray(value)) return `an array of length ${value.length}`;
  if (typeof value === 'object' && value !== null) return 'an object';
  return String(value);
}
