import { OptionError } from '@nadir/core';
import { checkInteger, describe } from '@nadir/core/internal';

/**
 * Throws unless `boundaries` is a list of integers in order.
 *
 * @param least The smallest that the first may be.
 * @param apart How much more each is than the one before it, at least.
 */
export function checkBoundaries(
  where: string,
  boundaries: readonly number[],
  least: number,
  apart: 0 | 1,
): void {
  if (!Array.isArray(boundaries)) {
    throw new OptionError(
      `${where}.boundaries: got ${describe(boundaries)}, expected a list of integers.`,
    );
  }
  let next = least;
  for (const boundary of boundaries) {
    checkInteger(where, { boundaries: boundary }, next, 'boundaries');
    next = boundary + apart;
  }
}

/** Throws unless `factors` is a finite number, or a list of as many as there are boundaries. */
export function checkFactors(
  where: string,
  factors: number | readonly number[],
  boundaries: readonly number[],
): void {
  const list = factorsOf(factors, boundaries);
  if (list.length === boundaries.length && list.every(Number.isFinite)) return;
  throw new OptionError(
    `${where}.factors: got ${describe(factors)}, expected a finite number, or ${boundaries.length} of them ` +
      `for ${boundaries.length} boundaries.`,
  );
}

/** The value before the first boundary, and from each boundary on. */
export function valuesOf(
  from: number,
  factors: number | readonly number[],
  boundaries: readonly number[],
): readonly number[] {
  const values = [from];
  for (const factor of factorsOf(factors, boundaries)) {
    values.push((values.at(-1) as number) * factor);
  }
  return values;
}

/** What each boundary multiplies by: one number stands for all of them. */
const factorsOf = (
  factors: number | readonly number[],
  boundaries: readonly number[],
): readonly number[] =>
  Array.isArray(factors) ? factors : boundaries.map(() => factors as number);
