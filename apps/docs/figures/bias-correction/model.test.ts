import { describe, expect, test } from 'vitest';
import { initial, pictureOf } from './model.js';

test.each([
  ['keeps', 0.9, (t: number) => 1 - 0.9 ** t, (t: number) => 1 - 0.1 ** t],
  ['takes', 0.9, (t: number) => 1 - 0.1 ** t, (t: number) => 1 - 0.9 ** t],
] as const)('where α %s, the factors are those of the formula', (convention, alpha, own, other) => {
  const { factor, otherFactor } = pictureOf({ ...initial, alpha, convention });
  for (const [i, value] of factor.entries()) expect(value).toBeCloseTo(own(i + 1), 12);
  for (const [i, value] of otherFactor.entries()) expect(value).toBeCloseTo(other(i + 1), 12);
});

test.each(['keeps', 'takes'] as const)(
  'where α %s, corrected is uncorrected over the factor',
  (convention) => {
    const { uncorrected, corrected, factor } = pictureOf({ ...initial, convention, alpha: 0.7 });
    for (const [i, value] of corrected.entries()) {
      expect(value).toBeCloseTo((uncorrected[i] as number) / (factor[i] as number), 10);
    }
  },
);

describe('of 4, 2, 8 with α = 0.5 kept', () => {
  const picture = pictureOf({ ...initial, series: [4, 2, 8], alpha: 0.5 });

  test('averages are those worked out by hand', () => {
    expect(picture.uncorrected).toEqual([2, 2, 5]);
    // 2 / 0.5, 2 / 0.75, 5 / 0.875
    for (const [i, value] of [4, 8 / 3, 40 / 7].entries()) {
      expect(picture.corrected[i]).toBeCloseTo(value, 12);
    }
  });
});

test('the wrong factor leaves the dent, or makes the first average nine times too large', () => {
  const series = [10, 10, 10];
  const kept = pictureOf({ series, alpha: 0.9, convention: 'keeps' });
  // 1 / 0.9 and 9 / 0.1
  expect(kept.miscorrected[0]).toBeCloseTo(10 / 9, 12);
  const taken = pictureOf({ series, alpha: 0.9, convention: 'takes' });
  expect(taken.miscorrected[0]).toBeCloseTo(90, 12);
});

test('says when the start is forgotten to 1 %', () => {
  // 0.9ᵗ ≤ 0.01 from t = 44 on.
  expect(pictureOf(initial).settled).toBe(44);
  expect(pictureOf({ ...initial, alpha: 0.99 }).settled).toBeUndefined();
});
