import { checkPositive } from '../check.js';
import { notAccepted } from '../errors.js';

/**
 * The p of a p-norm, (Σ|x|ᵖ)^(1/p), a finite number > 0; or `'infinity'` for the largest magnitude. The
 * powers of others than 1 and 2 overflow and vanish sooner.
 */
export type NormType = number | 'infinity';

/** Throws unless the named value is a number > 0, or `Infinity`, which bounds nothing. */
export function checkNormLimit<Name extends string>(
  where: string,
  values: Readonly<Record<Name, unknown>>,
  name: Name,
): void {
  if (values[name] !== Infinity) checkPositive(where, values, name);
}

/** Throws unless the named value is a {@link NormType}. */
export function checkNormType<Name extends string>(
  where: string,
  values: Readonly<Record<Name, unknown>>,
  name: Name,
): void {
  const value = values[name];
  if (value === 'infinity' || (typeof value === 'number' && value > 0 && value < Infinity)) return;
  throw notAccepted(`${where}.${name}`, value, `a finite number > 0 or 'infinity'`);
}
