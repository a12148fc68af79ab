import { expect } from './expect.js';
import type { Tolerance } from './tolerance.js';

type Numbers = ArrayLike<number>;

/** Fails at the first element that is not equal, and tells element, given and expected. */
export function expectEqual(
  given: Numbers,
  expected: Numbers,
  what: string,
  tolerance: Tolerance = 'exact',
): void {
  expect(given.length, `${what}: number of elements`).toBe(expected.length);
  const wrong = Array.from(expected).flatMap((x, i) =>
    isEqual(given[i] as number, x, tolerance) ? [] : [i],
  );
  const [first] = wrong;
  if (first === undefined) return;
  expect.fail(
    `${what}, element ${first}: got ${text(given[first])}, expected ${text(expected[first])} ` +
      `(${wrong.length} of ${expected.length} elements differ).`,
  );
}

/** Fails unless two numbers are equal. */
export function expectNumber(
  given: number,
  expected: number,
  what: string,
  tolerance: Tolerance = 'exact',
): void {
  expectEqual([given], [expected], what, tolerance);
}

function isEqual(given: number, expected: number, tolerance: Tolerance): boolean {
  if (Object.is(given, expected)) return true;
  if (tolerance === 'exact') return false;
  const distance = Math.abs(given - expected);
  return distance <= tolerance.absolute + tolerance.relative * Math.abs(expected);
}

const text = (x: number | undefined): string => (Object.is(x, -0) ? '-0' : String(x));
