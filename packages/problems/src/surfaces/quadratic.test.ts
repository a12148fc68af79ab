import { expect, it } from 'vitest';
import { quadratic } from './quadratic.js';

it('has curvatures from 1 to the condition number, in equal ratios', () => {
  const { gradient } = quadratic({ conditionNumber: 1e4, dimension: 5 });
  // 1e4 to the powers 0, 1/4, 2/4, 3/4, 1
  const expected = [1, 10, 100, 1000, 10_000];
  gradient([1, 1, 1, 1, 1]).forEach((curvature, i) => {
    expect(curvature / (expected[i] as number)).toBeCloseTo(1, 14);
  });
});

it('has the value ½ (x² + 100 y²) by default', () => {
  expect(quadratic().value([3, 2])).toBe(0.5 * (9 + 400));
});

it('is a round bowl for the condition number 1', () => {
  expect(quadratic({ conditionNumber: 1, dimension: 3 }).gradient([2, -3, 4])).toEqual([2, -3, 4]);
});

it('contracts by (κ − 1) / (κ + 1) a step under gradient descent with the best fixed step', () => {
  const surface = quadratic({ conditionNumber: 9 });
  let x: readonly number[] = [1, 1];
  for (let step = 0; step < 10; step++) {
    const slope = surface.gradient(x);
    x = x.map((xi, i) => xi - (2 / 10) * (slope[i] as number));
  }
  // Both coordinates shrink by 0.8 a step, the steep one with changing sign.
  expect(x[0]).toBeCloseTo(0.8 ** 10, 12);
  expect(x[1]).toBeCloseTo(0.8 ** 10, 12);
});
