import { expect, it } from 'vitest';
import { himmelblau } from './himmelblau.js';

it('has the four minima of the literature', () => {
  const rounded = himmelblau().minima.map(({ x }) => x.map((xi) => Number(xi.toFixed(6))));
  expect(rounded).toEqual([
    [3, 2],
    [-2.805118, 3.131313],
    [-3.77931, -3.283186],
    [3.584428, -1.848127],
  ]);
});

it('has the local maximum of the literature, 181.617 near (−0.270845, −0.923039)', () => {
  const { value, gradient } = himmelblau();
  const top = [-0.270845, -0.923039];
  expect(value(top)).toBeCloseTo(181.617, 3);
  expect(Math.hypot(...gradient(top))).toBeLessThan(1e-3);
});

it('has the value 170 and the gradient (−14, −22) at its start', () => {
  // 11² + 7²; 2 · −7 and 2 · −11
  const { start, value, gradient } = himmelblau();
  expect(value(start)).toBe(170);
  expect(gradient(start)).toEqual([-14, -22]);
});
