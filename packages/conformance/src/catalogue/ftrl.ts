import { FTRL } from '@nadir/optim';
import { entry } from './entry.js';
import { refusedRates } from './refused.js';

export const ftrlEntry = entry({
  name: 'ftrl',
  rule: FTRL.rule,
  optimizer: FTRL,
  reachesZeros: true,
  optionSets: [
    {},
    { learningRate: 0.1, beta: 1 },
    { learningRate: 1, initialAccumulatorValue: 0.1 },
    { learningRate: 0.5, l1: 0.01 },
    { learningRate: 0.5, l2: 0.01, l2Shrinkage: 0.02 },
    {
      learningRate: 1,
      initialAccumulatorValue: 0.1,
      beta: 0.5,
      l1: 0.01,
      l2: 0.01,
      l2Shrinkage: 0.01,
    },
  ],
  refused: [
    ...refusedRates,
    [
      { initialAccumulatorValue: -0.1 },
      'initialAccumulatorValue: got -0.1, expected a finite number ≥ 0',
    ],
    [{ beta: -0.1 }, 'beta: got -0.1, expected a finite number ≥ 0'],
    [{ l1: -0.1 }, 'l1: got -0.1, expected a finite number ≥ 0'],
    [{ l2: -0.1 }, 'l2: got -0.1, expected a finite number ≥ 0'],
    [{ l2Shrinkage: -0.1 }, 'l2Shrinkage: got -0.1, expected a finite number ≥ 0'],
  ],
});
