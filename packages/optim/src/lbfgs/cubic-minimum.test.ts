import { expect, it } from 'vitest';
import { cubicMinimum, type Place } from './cubic-minimum.js';

/** A place on t³ − 3 t, which has its minimum at 1 and a maximum at −1. */
const on = (t: number): Place => ({ t, loss: t ** 3 - 3 * t, slope: 3 * t ** 2 - 3 });

it('finds the minimum of a cubic from two of its places, whichever comes first', () => {
  expect(cubicMinimum(on(0), on(3))).toBeCloseTo(1, 12);
  expect(cubicMinimum(on(3), on(0))).toBeCloseTo(1, 12);
  expect(cubicMinimum(on(2), on(1.5), 0, 9)).toBeCloseTo(1, 12);
});

it('stays within bounds, by default those of the places', () => {
  expect(cubicMinimum(on(2), on(3))).toBe(2);
  expect(cubicMinimum(on(0), on(0.5))).toBe(0.5);
  expect(cubicMinimum(on(0), on(3), 1.25, 2)).toBe(1.25);
});

it('is the middle of the bounds where there is no minimum, or a loss is infinite', () => {
  // t³ + t rises everywhere.
  const rising = (t: number): Place => ({ t, loss: t ** 3 + t, slope: 3 * t ** 2 + 1 });
  expect(cubicMinimum(rising(-1), rising(2))).toBe(0.5);
  expect(cubicMinimum(on(0), { t: 4, loss: Infinity, slope: Number.NaN })).toBe(2);
});
