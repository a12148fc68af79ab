import { expect, test } from 'vitest';
import { quartiles, ratioOf } from './ratio.js';

test('quartiles lie between the values nearest to them', () => {
  expect(quartiles([5, 1, 4, 2, 3])).toEqual([2, 3, 4]);
  expect(quartiles([10, 20])).toEqual([12.5, 15, 17.5]);
});

test('what slows both in a round changes no ratio', () => {
  expect(ratioOf([2, 8, 2.2, 40, 2], [1, 4, 1.1, 20, 1])).toEqual({
    ...{ median: 2, low: 2, high: 2, isSteady: true },
  });
});

test('one round that went wrong leaves a ratio steady, rounds that disagree do not', () => {
  const one = [1, 1, 1, 1, 1];
  expect(ratioOf([2, 2.1, 9, 2, 1.9], one)).toMatchObject({ median: 2, isSteady: true });
  expect(ratioOf([1, 2, 3, 4, 5], one)).toMatchObject({ median: 3, isSteady: false });
});
