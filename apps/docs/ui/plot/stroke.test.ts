import { expect, test } from 'vitest';
import { lineStylesOf } from './stroke.js';

test('an optimizer has one stroke wherever it stands', () => {
  expect(lineStylesOf(['adam', 'sgd'])[1]).toEqual(lineStylesOf(['sgd'])[0]);
});

test('six times the same optimizer are six lines that differ in colour, and all but the first in dashes', () => {
  const lines = lineStylesOf(Array(6).fill('adamw'));
  expect(new Set(lines.map(({ color }) => color)).size).toBe(6);
  expect(new Set(lines.map(({ dashes }) => dashes)).size).toBe(6);
  expect(lines[0]).toEqual(lineStylesOf(['adamw'])[0]);
});
