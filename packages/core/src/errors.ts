/**
 * Base of every error that Nadir throws on purpose.
 *
 * The message reads `<where>: got <what was given>, expected <what is accepted>. <What to do.>`.
 * Tell errors apart by `code`: two copies of a package share no classes.
 */
export class NadirError extends Error {
  /** Stable identifier of the kind of error, such as `'NADIR_OPTION'`. */
  readonly code: string;

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
    this.code = code;
  }
}

/** A value given to a constructor or function is outside what its documentation accepts. Code `NADIR_OPTION`. */
export class OptionError extends NadirError {
  constructor(message: string, options?: ErrorOptions) {
    super('NADIR_OPTION', message, options);
  }
}

/** A gradient or tensor has another shape, dtype or value than the step can use. Code `NADIR_TENSOR`. */
export class TensorError extends NadirError {
  constructor(message: string, options?: ErrorOptions) {
    super('NADIR_TENSOR', message, options);
  }
}

/** A saved state does not fit the object it is loaded into, or a call comes at the wrong time. Code `NADIR_STATE`. */
export class StateError extends NadirError {
  constructor(message: string, options?: ErrorOptions) {
    super('NADIR_STATE', message, options);
  }
}

/** The bytes of a file break the rules of its format. Code `NADIR_FORMAT`. */
export class FormatError extends NadirError {
  constructor(message: string, options?: ErrorOptions) {
    super('NADIR_FORMAT', message, options);
  }
}

/** A program or rule is malformed, or a backend cannot run it. Code `NADIR_PROGRAM`. */
export class ProgramError extends NadirError {
  constructor(message: string, options?: ErrorOptions) {
    super('NADIR_PROGRAM', message, options);
  }
}

/** A step does something that a plan cannot repeat. Code `NADIR_CAPTURE`. */
export class CaptureError extends NadirError {
  constructor(message: string, options?: ErrorOptions) {
    super('NADIR_CAPTURE', message, options);
  }
}

/** The answer to a value that is none of what is accepted. `advice` is a sentence that says what to do. */
export const notAccepted = (
  where: string,
  given: unknown,
  expected: string,
  advice?: string,
): OptionError =>
  new OptionError(
    `${where}: got ${describe(given)}, expected ${expected}.${advice ? ` ${advice}` : ''}`,
  );

/** How a value is written in an error message: short, and never throwing itself. */
export function describe(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'function') return 'a function';
  if (Array.isArray(value)) {
    const shown = value
      .slice(0, 8)
      .map((entry) => (Array.isArray(entry) ? '[…]' : describe(entry)));
    return `[${shown.join(', ')}${value.length > 8 ? ', …' : ''}]`;
  }
  if (typeof value === 'object' && value !== null) {
    if ('isDisposed' in value && value.isDisposed) return 'a disposed tensor';
    return `an object of class ${value.constructor?.name ?? 'null'}`;
  }
  return String(value);
}
