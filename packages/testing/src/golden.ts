import { readFileSync } from 'node:fs';
import { expect } from 'vitest';

/** The cases of a file of `golden/`. Its README tells what is in them. */
export function goldenCases<Case>(name: string): Case[] {
  const text = readFileSync(new URL(`../golden/${name}.json`, import.meta.url), 'utf8');
  return (JSON.parse(text, revive) as { cases: Case[] }).cases;
}

/** JSON has neither NaN nor infinities, so they are words in the files. */
const revive = (_: string, value: unknown): unknown =>
  value === 'NaN' || value === 'Infinity' || value === '-Infinity' ? Number(value) : value;

/** Fails unless numbers are equal to within `bound`, absolute below 1 and relative above. */
export function expectClose(
  given: ArrayLike<number>,
  expected: ArrayLike<number>,
  bound: number,
  what = 'value',
): void {
  expect(given.length, `${what}: number of elements`).toBe(expected.length);
  Array.from(expected).forEach((x, i) => {
    const got = given[i] as number;
    const isEqual = Object.is(got, x) || Math.abs(got - x) <= bound * Math.max(1, Math.abs(x));
    if (!isEqual) expect.fail(`${what}, element ${i}: got ${got}, expected ${x}.`);
  });
}
