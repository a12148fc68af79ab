import { expect, it } from 'vitest';
import { xor } from './xor.js';

it('tells by its label whether the signs of x and y differ', () => {
  const { train } = xor({ examples: 2000, testShare: 0 });
  const quadrants = [0, 0, 0, 0];
  train.labels.forEach((label, row) => {
    const x = train.features[2 * row] as number;
    const y = train.features[2 * row + 1] as number;
    expect(Math.sign(x * y)).toBe(label === 0 ? 1 : -1);
    expect(Math.max(Math.abs(x), Math.abs(y))).toBeLessThanOrEqual(1);
    const quadrant = (x > 0 ? 1 : 0) + (y > 0 ? 2 : 0);
    quadrants[quadrant] = (quadrants[quadrant] as number) + 1;
  });
  // Each quadrant holds half of a class: 500, with a standard deviation of √(1000 / 4) = 16.
  for (const count of quadrants) expect(Math.abs(count - 500)).toBeLessThan(5 * 16);
});

it('fills the square evenly', () => {
  const { train } = xor({ examples: 2000, testShare: 0 });
  // E |x| = ½ and E x² = ⅓ for a uniform x in [−1, 1], with 4000 coordinates.
  const mean = train.features.reduce((sum, x) => sum + Math.abs(x), 0) / 4000;
  const square = train.features.reduce((sum, x) => sum + x * x, 0) / 4000;
  expect(Math.abs(mean - 1 / 2)).toBeLessThan(0.025);
  expect(Math.abs(square - 1 / 3)).toBeLessThan(0.025);
});
