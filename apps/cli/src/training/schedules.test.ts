import { expect, it } from 'vitest';
import { makeSchedule } from './schedules.js';

it('constant stays', () => {
  const rate = makeSchedule('constant', 0.1, 10);
  expect([rate(0), rate(9)]).toEqual([0.1, 0.1]);
});

it('cosine falls from the peak to half of it and to nothing', () => {
  const rate = makeSchedule('cosine', 0.1, 10);
  expect(rate(0)).toBe(0.1);
  expect(rate(5)).toBeCloseTo(0.05, 12);
  expect(rate(10)).toBe(0);
});

it('warmup-cosine rises over the first tenth, never from zero, then falls', () => {
  const rate = makeSchedule('warmup-cosine', 1, 100);
  expect(rate(0)).toBeCloseTo(0.1, 12);
  expect(rate(4)).toBeCloseTo(0.5, 12);
  expect(rate(9)).toBeCloseTo(1, 12);
  expect(rate(10)).toBe(1);
  expect(rate(55)).toBeCloseTo(0.5, 12);
  expect(rate(100)).toBeCloseTo(0, 12);
});

it.each([1, 2, 3])('works over %d steps', (steps) => {
  for (const name of ['constant', 'cosine', 'warmup-cosine'] as const) {
    expect(makeSchedule(name, 1, steps)(0)).toBeGreaterThan(0);
  }
});
