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

/**
 * What each boundary multiplies by: one number stands for all of them.
 *
 * @throws {@link OptionError} when there are not as many as boundaries, or one is not finite.
 */
export function factorsOf(
  where: string,
  factors: number | readonly number[],
  count: number,
): readonly number[] {
  const list: readonly unknown[] = Array.isArray(factors) ? factors : Array(count).fill(factors);
  if (list.length !== count || !list.every(Number.isFinite)) {
    throw new OptionError(
      `${where}.factors: got ${describe(factors)}, expected a finite number, or ${count} of them ` +
        `for ${count} boundaries.`,
    );
  }
  return Object.freeze([...list]) as readonly number[];
}
