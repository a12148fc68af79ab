import { expect, it } from 'vitest';
import { saddle } from './saddle.js';

it('has no minimum, and says where its gradient is zero', () => {
  const { minima, stationaryPoint, gradient, value } = saddle();
  expect(minima).toEqual([]);
  expect(stationaryPoint).toEqual({ x: [0, 0], value: 0 });
  expect(Math.hypot(...gradient([0, 0]))).toBe(0);
  expect(value([1, 0])).toBe(1);
  expect(value([0, 1])).toBe(-1);
});

it('lets gradient descent escape from its start, not from the ridge', () => {
  const { start, gradient, value } = saddle();
  const descend = (from: readonly number[]) => {
    let x = from;
    for (let i = 0; i < 100; i++) x = x.map((xi, j) => xi - 0.1 * (gradient(x)[j] as number));
    return value(x);
  };
  expect(descend(start)).toBeLessThan(-1000);
  expect(descend([1, 0])).toBeGreaterThanOrEqual(0);
});
