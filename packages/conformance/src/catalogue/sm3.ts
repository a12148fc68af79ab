import { SM3 } from '@nadir/optim';
import { entry } from './entry.js';
import { refusedRates } from './refused.js';

export const sm3Entry = entry({
  name: 'sm3',
  rule: SM3.rule,
  optimizer: SM3,
  optionSets: [
    {},
    { learningRate: 0.2, momentum: 0.9 },
    { learningRate: 0.05, beta: 0.95 },
    { learningRate: 0.05, momentum: 0.8, beta: 0.9, epsilon: 1e-6 },
  ],
  refused: [
    ...refusedRates,
    [{ momentum: 1 }, 'momentum: got 1, expected a number in [0, 1)'],
    [{ beta: 1.5 }, 'beta: got 1.5, expected a number in [0, 1]'],
    [{ beta: -0.1 }, 'beta: got -0.1'],
    [{ epsilon: 0 }, 'epsilon: got 0, expected a finite number > 0'],
  ],
});
