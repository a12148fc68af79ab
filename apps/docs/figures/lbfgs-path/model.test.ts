import { expect, test } from 'vitest';
import { firstPath, initial, pathOf } from './model.js';

test('with a line search it comes to the minimum of Rosenbrock’s valley in tens of gradients', () => {
  const [x, y] = firstPath.points.at(-1) ?? [];
  expect(x).toBeCloseTo(1, 5);
  expect(y).toBeCloseTo(1, 5);
  expect(firstPath.evaluations).toBeLessThan(100);
});

test('without one and with a learning rate of 1 it goes up before it comes down, or leaves', async () => {
  const { points } = await pathOf({ ...initial, search: false });
  const distance = Math.max(...points.map(([x, y]) => Math.hypot(x - 1, y - 1)));
  expect(distance).toBeGreaterThan(Math.hypot(2.2, 0));
});
