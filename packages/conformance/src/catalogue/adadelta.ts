import { Adadelta } from '@nadir/optim';
import { entry } from './entry.js';
import { refusedRates } from './refused.js';

export const adadeltaEntry = entry({
  name: 'adadelta',
  rule: Adadelta.rule,
  optimizer: Adadelta,
  optionSets: [
    {},
    { learningRate: 10, rho: 0.5 },
    { learningRate: 0.5, epsilon: 1e-3, weightDecay: 0.1 },
    { learningRate: 5, rho: 0.8, epsilon: 1e-5, weightDecay: 0.01 },
  ],
  refused: [
    ...refusedRates,
    [{ rho: 1 }, 'rho: got 1, expected a number in [0, 1)'],
    [{ rho: -0.1 }, 'rho: got -0.1'],
    [{ epsilon: 0 }, 'epsilon: got 0, expected a finite number > 0'],
    [{ weightDecay: -0.1 }, 'weightDecay: got -0.1'],
  ],
});
