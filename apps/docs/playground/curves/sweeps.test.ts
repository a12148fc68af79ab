import { expect, test } from 'vitest';
import { sharesOf, suggestedRate } from './sweeps.js';

const cell = (loss: number) => ({ column: 0, row: 0, x: 1, y: 1, loss });

test('a rate is suggested a decade below where the loss is lowest', () => {
  // A loss that falls up to a rate of 1 and rises after it.
  const points = Array.from({ length: 401 }, (_, i) => {
    const rate = 10 ** (-4 + i / 50);
    return { rate, loss: Math.abs(Math.log10(rate)) + 1 };
  });
  const rate = suggestedRate(points) as number;
  expect(rate).toBeGreaterThan(0.1);
  expect(rate).toBeLessThan(0.2);
});

test('no rate is suggested where the loss only rises', () => {
  expect(
    suggestedRate([
      { rate: 1, loss: 1 },
      { rate: 2, loss: 5 },
    ]),
  ).toBeUndefined();
  expect(suggestedRate([])).toBeUndefined();
});

test('cells are told apart by ratios, and those that diverged are the worst', () => {
  expect(sharesOf([cell(1), cell(10), cell(100), cell(Number.POSITIVE_INFINITY)])).toEqual([
    0, 0.5, 1, 1,
  ]);
});
