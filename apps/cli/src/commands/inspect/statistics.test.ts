import { expect, it } from 'vitest';
import { Tally } from './statistics.js';

const tallied = (...parts: ArrayLike<number>[]) => {
  const tally = new Tally();
  for (const part of parts) tally.add(part);
  return tally.result();
};

it('counts what is not finite, and measures the rest', () => {
  expect(tallied([1, Number.NaN, -3], [Infinity, 8, -Infinity, Number.NaN])).toEqual({
    nan: 2,
    infinite: 2,
    min: -3,
    max: 8,
    mean: 2,
  });
});

it('has no figures where nothing is finite', () => {
  const nothing = { min: null, max: null, mean: null };
  expect(tallied()).toEqual({ nan: 0, infinite: 0, ...nothing });
  expect(tallied([Number.NaN])).toEqual({ nan: 1, infinite: 0, ...nothing });
});

it('has the mean of numbers whose sum overflows', () => {
  const largest = Number.MAX_VALUE;
  expect(tallied([largest, largest], [-largest, -largest]).mean).toBe(0);
  expect(tallied([largest, largest, Number.NaN]).mean).toBe(largest);
});

it('weighs parts by their numbers', () => {
  expect(tallied([1, 1, 1], [5]).mean).toBe(2);
});
