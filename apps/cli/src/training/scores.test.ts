import { expect, it } from 'vitest';
import { confusionOf } from './scores.js';

it('a confusion matrix counts true classes in rows and predicted ones in columns', () => {
  expect(confusionOf([0, 1, 1, 2], [0, 0, 1, 2], 3)).toEqual([
    [1, 1, 0],
    [0, 1, 0],
    [0, 0, 1],
  ]);
});
