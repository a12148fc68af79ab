import { expect, test } from 'vitest';
import { curveOf, stepsOf } from './model.js';

test('a curve begins and ends where its arguments say', () => {
  const call = { call: 'cosine', args: [{ from: 0.1, to: 0.02, steps: 80 }] };
  const steps = stepsOf(call);
  const { points } = curveOf(call, steps);
  expect(steps).toBe(100);
  expect(points[0]).toEqual([0, 0.1]);
  expect(points.at(-1)).toEqual([100, 0.02]);
});

test('arguments out of their range are told', () => {
  const { refused, points } = curveOf({ call: 'cosine', args: [{ from: 1, steps: 0 }] }, 20);
  expect(refused).toBe('cosine.steps: got 0, expected an integer ≥ 1.');
  expect(points).toEqual([]);
});
