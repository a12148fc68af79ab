import { expect, it } from 'vitest';
import { halvingRungs } from './rungs.js';

// The table of Jamieson and Talwalkar for η = 3.
it('gives a third of the trials three times the epochs, again and again', () => {
  expect(halvingRungs(27, 27, 3)).toEqual([
    { trials: 27, epochs: 1 },
    { trials: 9, epochs: 3 },
    { trials: 3, epochs: 9 },
    { trials: 1 },
  ]);
});

it('has no more rungs than trials or epochs allow', () => {
  expect(halvingRungs(100, 4, 2)).toEqual([
    { trials: 100, epochs: 1 },
    { trials: 50, epochs: 2 },
    { trials: 25 },
  ]);
  expect(halvingRungs(2, 50, 2)).toEqual([{ trials: 2, epochs: 25 }, { trials: 1 }]);
  expect(halvingRungs(2, 50, 3)).toEqual([{ trials: 2 }]);
});
