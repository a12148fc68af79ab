import { describe, expect, it } from 'vitest';
import { estimate, geometricEstimate, median, studentQuantile } from './statistics.js';

// Expected numbers are of SciPy 1.17.1: scipy.stats.t.ppf(0.975, ν), t.interval(0.95, n − 1, mean, sem),
// gmean and norm.ppf.

describe('studentQuantile', () => {
  it.each([
    [1, 12.706204736174694],
    [2, 4.302652729749462],
    [3, 3.1824463052837078],
    [4, 2.7764451051977934],
    [9, 2.262157162798205],
    [10, 2.228138851986274],
    [99, 1.9842169515864174],
  ])('of %d degrees of freedom is %d', (degrees, expected) => {
    expect(studentQuantile(degrees)).toBeCloseTo(expected, 10);
  });
});

describe('estimate', () => {
  it('is the mean with the interval of Student', () => {
    const { mean, interval, count } = estimate([444, 402, 485, 431, 460]) ?? {};
    expect(count).toBe(5);
    expect(mean).toBeCloseTo(444.4, 10);
    expect(interval?.[0]).toBeCloseTo(405.78245307772227, 8);
    expect(interval?.[1]).toBeCloseTo(483.0175469222777, 8);
  });

  it('has no interval of one number, one without width of equal ones, and is nothing of none', () => {
    expect(estimate([7])).toEqual({ mean: 7, count: 1 });
    expect(estimate([7, 7])).toEqual({ mean: 7, interval: [7, 7], count: 2 });
    expect(estimate([])).toBeUndefined();
  });
});

describe('geometricEstimate', () => {
  it('is the geometric mean, with the interval of the logarithms', () => {
    const { mean, interval } = geometricEstimate([3e-9, 2e-7, 5e-8]) ?? { mean: 0 };
    expect(mean / 3.10723250595386e-8).toBeCloseTo(1, 12);
    expect((interval?.[0] ?? 0) / 1.52674304e-10).toBeCloseTo(1, 8);
    expect((interval?.[1] ?? 0) / 6.3238499e-6).toBeCloseTo(1, 8);
  });

  it('has no interval of one number, and is nothing of none', () => {
    expect(geometricEstimate([100])).toEqual({ mean: expect.closeTo(100, 10), count: 1 });
    expect(geometricEstimate([])).toBeUndefined();
  });
});

describe('median', () => {
  it('is the number in the middle, or half-way between two, whatever the order', () => {
    expect(median([9, 1, 10])).toBe(9);
    expect(median([10, 1, 9, 2])).toBe(5.5);
    expect(median([3])).toBe(3);
  });
});
