import { SparseAdam } from '@nadir/optim';
import { entry } from './entry.js';
import { refusedRates } from './refused.js';

export const sparseAdamEntry = entry({
  name: 'sparse-adam',
  rule: SparseAdam.rule,
  optimizer: SparseAdam,
  optionSets: [
    {},
    { learningRate: 0.05, beta1: 0.8, beta2: 0.95 },
    { learningRate: 0.05, beta1: 0, epsilon: 1e-3 },
    { learningRate: 0.05, beta1: 0.7, beta2: 0.9, epsilon: 1e-6 },
  ],
  refused: [
    ...refusedRates,
    [{ beta1: 1 }, 'beta1: got 1, expected a number in [0, 1)'],
    [{ beta2: -0.1 }, 'beta2: got -0.1'],
    [{ epsilon: 0 }, 'epsilon: got 0, expected a finite number > 0'],
    [{ weightDecay: 0.1 }, 'got option `weightDecay`'],
  ],
});
