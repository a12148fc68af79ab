import { describe, expect, it } from 'vitest';
import { isNear, leastHeight, leastNear, measures, reaches } from './measure.js';

const { accuracy, height, 'R²': r2 } = measures;

describe('reaches', () => {
  it('takes a value that is as good as the goal', () => {
    expect(reaches(accuracy, 0.97, 0.97)).toBe(true);
    expect(reaches(accuracy, 0.9699, 0.97)).toBe(false);
    expect(reaches(height, 1e-3, 1e-3)).toBe(true);
    expect(reaches(height, 1.01e-3, 1e-3)).toBe(false);
  });

  it('takes no value that is not a number', () => {
    expect(reaches(height, Number.NaN, 1e-3)).toBe(false);
    expect(reaches(accuracy, Number.NaN, 0.9)).toBe(false);
  });
});

describe('isNear', () => {
  it('asks for 95 % of the best accuracy', () => {
    expect(leastNear(accuracy, 0.8, 0)).toBeCloseTo(0.76, 12);
    expect(isNear(accuracy, 0.761, 0.8, 0)).toBe(true);
    expect(isNear(accuracy, 0.759, 0.8, 0)).toBe(false);
  });

  it('asks a height for 95 % of the way down', () => {
    // From 24.2 to 0.2 is 24; 5 % of that are 1.2.
    expect(leastNear(height, 0.2, 24.2)).toBeCloseTo(1.4, 12);
    expect(isNear(height, 1.39, 0.2, 24.2)).toBe(true);
    expect(isNear(height, 1.41, 0.2, 24.2)).toBe(false);
  });

  it('asks for 95 % of the variance that the best one explains', () => {
    expect(leastNear(r2, 0.9, 0)).toBeCloseTo(0.855, 12);
  });
});

describe('formats', () => {
  it('show a mean and half of its interval', () => {
    const estimate = { mean: 0.9625, interval: [0.9443, 0.9807], count: 4 } as const;
    expect(accuracy.formatEstimate(estimate)).toBe('96.3 ± 1.8 %');
    expect(accuracy.formatEstimate({ mean: 0.9625, count: 1 })).toBe('96.3 %');
    expect(r2.formatEstimate(estimate)).toBe('0.9625 ± 0.0182');
  });

  it('show a geometric mean and the factor of its interval', () => {
    expect(height.formatEstimate({ mean: 2e-9, interval: [1e-9, 4e-9], count: 3 })).toBe(
      '2.00e-9 ×÷ 2',
    );
  });

  it('show no height below what float32 coordinates resolve', () => {
    expect(height.format(leastHeight / 10)).toBe('≤ 1e-16');
    expect(height.formatEstimate({ mean: leastHeight, interval: [0, 1], count: 3 })).toBe(
      '≤ 1e-16',
    );
    expect(height.estimate([0, 0])?.mean).toBeCloseTo(leastHeight, 25);
  });
});
