import { expect, it } from 'vitest';
import { beale } from './beale.js';

it('has the customary start (1, 1) with the value 14.203125', () => {
  // 1.5² + 2.25² + 2.625²: the terms with y cancel.
  const { start, value } = beale();
  expect(start).toEqual([1, 1]);
  expect(value(start)).toBe(14.203125);
});

it('is exactly 0 at (3, 0.5)', () => {
  expect(beale().value([3, 0.5])).toBe(0);
});
