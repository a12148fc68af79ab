import { expect, it } from 'vitest';
import { accuracyOf, confusionOf, r2Of } from './metrics.js';

it('accuracy is the share of equal entries', () => {
  expect(accuracyOf([0, 1, 2, 2], [0, 1, 1, 2])).toBe(0.75);
});

it('R² is 1 − squared error / variance', () => {
  // Mean 2: Σ(y − 2)² = 2; errors 0, 0, 1.
  expect(r2Of([1, 2, 4], [1, 2, 3])).toBe(0.5);
  expect(r2Of([2, 2, 2], [1, 2, 3])).toBe(0);
  expect(r2Of([5, 6], [5, 5])).toBeNull();
});

it('a confusion matrix counts true classes in rows and predicted ones in columns', () => {
  expect(confusionOf([0, 1, 1, 2], [0, 0, 1, 2], 3)).toEqual([
    [1, 1, 0],
    [0, 1, 0],
    [0, 0, 1],
  ]);
});
