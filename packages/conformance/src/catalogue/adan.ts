import { Adan } from '@nadir/optim';
import { entry } from './entry.js';
import { refusedMeans } from './refused.js';

export const adanEntry = entry({
  name: 'adan',
  rule: Adan.rule,
  optimizer: Adan,
  optionSets: [
    {},
    { learningRate: 0.02 },
    { learningRate: 0.05, beta1: 0.9, beta2: 0.5, beta3: 0.9 },
    { learningRate: 0.02, epsilon: 1e-3, weightDecay: 0.1 },
    {
      learningRate: 0.05,
      beta1: 0.8,
      beta2: 0.7,
      beta3: 0.95,
      epsilon: 1e-4,
      weightDecay: 0.1,
      proximalDecay: false,
    },
  ],
  refused: [
    ...refusedMeans,
    [{ beta3: 1 }, 'beta3: got 1, expected a number in [0, 1)'],
    [{ proximalDecay: 1 }, 'proximalDecay: got 1'],
  ],
});
