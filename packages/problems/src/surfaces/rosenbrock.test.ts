import { expect, it } from 'vitest';
import { rosenbrock } from './rosenbrock.js';

it('starts at (−1.2, 1) with the value 24.2', () => {
  // Moré, Garbow & Hillstrom 1981, problem 1: residuals 10 (1 − 1.44) = −4.4 and 2.2.
  const { start, value, gradient } = rosenbrock();
  expect(start).toEqual([-1.2, 1]);
  expect(value(start)).toBeCloseTo(24.2, 12);
  // −400 · −1.2 · −0.44 − 2 · 2.2 and 200 · −0.44
  expect(gradient(start)[0]).toBeCloseTo(-215.6, 10);
  expect(gradient(start)[1]).toBeCloseTo(-88, 10);
});

it('chains its terms over neighbours', () => {
  // 100 (2 − 1)² + (1 − 1)² + 100 (3 − 4)² + (1 − 2)²
  expect(rosenbrock({ dimension: 3 }).value([1, 2, 3])).toBe(201);
});

it('has the local minimum in four dimensions that the literature gives', () => {
  // Shang & Qiu, Evolutionary Computation 14, 2006, https://doi.org/10.1162/evco.2006.14.1.119
  const x = [-0.7756592265, 0.6130933654, 0.3820628411, 0.1459720146];
  const { value, gradient } = rosenbrock({ dimension: 4 });
  expect(value(x)).toBeCloseTo(3.70142861, 8);
  expect(Math.hypot(...gradient(x))).toBeLessThan(1e-4);
});
