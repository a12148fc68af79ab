import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { quantile, summarize } from './statistics.js';

describe('quantile', () => {
  test('stands at position share · (length − 1) of the sorted series', () => {
    // Sorted: 10, 20, 40, 80. Position 0.3 · 3 = 0.9, so 10 + 0.9 · (20 − 10).
    expect(quantile([40, 10, 80, 20], 0.3)).toBeCloseTo(19, 12);
    // Position 0.75 · 3 = 2.25, so 40 + 0.25 · (80 − 40).
    expect(quantile([40, 10, 80, 20], 0.75)).toBe(50);
  });

  test('sorts by size, not by digits, and leaves the series as it was', () => {
    const values = [100, 9, 20];
    expect(quantile(values, 0.5)).toBe(20);
    expect(values).toEqual([100, 9, 20]);
  });

  test('lies between the least and the largest value and grows with the share', () => {
    const numbers = fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { minLength: 1 });
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(numbers, share, share, (values, a, b) => {
        const [low, high] = [quantile(values, Math.min(a, b)), quantile(values, Math.max(a, b))];
        expect(low).toBeGreaterThanOrEqual(Math.min(...values));
        expect(high).toBeLessThanOrEqual(Math.max(...values));
        // Interpolating may be off by a rounding.
        expect(low).toBeLessThanOrEqual(high * (1 + 1e-12));
      }),
    );
  });
});

describe('summarize', () => {
  test('gives the minimum, the median and the quartiles', () => {
    // Of 1 to 5 the quartiles stand at positions 1, 2 and 3.
    expect(summarize([5, 3, 1, 4, 2])).toEqual({
      min: 1,
      lowerQuartile: 2,
      median: 3,
      upperQuartile: 4,
    });
  });

  test('is NaN throughout for an empty series', () => {
    expect(Object.values(summarize([]))).toEqual([NaN, NaN, NaN, NaN]);
  });
});
