import { expect, it } from 'vitest';
import { moons } from './moons.js';

const { train } = moons({ examples: 202, noise: 0, testShare: 0 });
const points = (label: number) =>
  Array.from(train.labels, (_, row) => row)
    .filter((row) => train.labels[row] === label)
    .map((row) => [train.features[2 * row], train.features[2 * row + 1]] as [number, number]);

it('lays both classes on half circles of radius 1', () => {
  for (const [x, y] of points(0)) {
    expect(Math.hypot(x, y)).toBeCloseTo(1, 6);
    expect(y).toBeGreaterThanOrEqual(0);
  }
  for (const [x, y] of points(1)) {
    expect(Math.hypot(x - 1, y - 0.5)).toBeCloseTo(1, 6);
    expect(y).toBeLessThanOrEqual(0.5);
  }
});

it('includes the ends and, for an odd number of points, the top of each half circle', () => {
  // make_moons of scikit-learn without noise: t = 0, π / 2 and π in its formula.
  const expected = [
    [
      [1, 0],
      [0, 1],
      [-1, 0],
    ],
    [
      [0, 0.5],
      [1, -0.5],
      [2, 0.5],
    ],
  ];
  for (const label of [0, 1]) {
    for (const [x, y] of expected[label] as [number, number][]) {
      const distances = points(label).map(([a, b]) => Math.hypot(a - x, b - y));
      expect(Math.min(...distances)).toBeLessThan(1e-7);
    }
  }
});
