import { expect, it } from 'vitest';
import { plane } from './plane.js';

it('has its targets on the plane when there is no noise', () => {
  const { train } = plane({ slopeX: 3, slopeY: -4, intercept: 5, noise: 0, testShare: 0 });
  train.targets.forEach((target, row) => {
    const [x, y] = train.features.subarray(2 * row, 2 * row + 2) as unknown as [number, number];
    expect(target).toBe(Math.fround(3 * x - 4 * y + 5));
  });
});

it('has the documented slopes and height by default', () => {
  const { train } = plane({ noise: 0 });
  train.targets.forEach((target, row) => {
    const [x, y] = train.features.subarray(2 * row, 2 * row + 2) as unknown as [number, number];
    expect(target).toBe(Math.fround(2 * x - y + 0.5));
  });
});

it('spreads its features evenly over [−1, 1)', () => {
  const { train } = plane({ examples: 2000, testShare: 0 });
  const mean = train.features.reduce((sum, x) => sum + x, 0) / 4000;
  const square = train.features.reduce((sum, x) => sum + x * x, 0) / 4000;
  // Five standard errors of 4000 uniform numbers: 5 √(1/3 / 4000) and 5 √(4/45 / 4000).
  expect(Math.abs(mean)).toBeLessThan(0.046);
  expect(Math.abs(square - 1 / 3)).toBeLessThan(0.024);
  expect(train.features.every((x) => x >= -1 && x <= 1)).toBe(true);
});
