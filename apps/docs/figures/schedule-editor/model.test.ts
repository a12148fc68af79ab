import { expect, test } from 'vitest';
import { printed } from '../../engine/call-tree.js';
import { curveOf } from '../schedule/model.js';
import { choices, initial, joinedOf, lengthOf } from './model.js';

test('parts follow each other at the steps where those before them end', () => {
  const { points } = curveOf(joinedOf(initial), lengthOf(initial));
  const at = (step: number) => points.find(([one]) => one === step)?.[1];
  expect(at(0)).toBe(0);
  expect(at(20)).toBe(0.1);
  expect(at(99)).toBe(0.1);
  expect(at(150)).toBeCloseTo(0.05, 12);
  expect(printed(joinedOf(initial))).toContain('[20, 100]');
});

test.each(choices)('$call can be a part', (call) => {
  expect(curveOf(call, 100).refused).toBeUndefined();
});
