import { Signum } from '@nadir/optim';
import { entry } from './entry.js';
import { refusedDecay, refusedRates } from './refused.js';

export const signumEntry = entry({
  name: 'signum',
  rule: Signum.rule,
  optimizer: Signum,
  optionSets: [
    {},
    { learningRate: 0.02 },
    { learningRate: 0.02, beta: 0 },
    { learningRate: 0.02, beta: 0.5, weightDecay: 0.1 },
  ],
  refused: [
    ...refusedRates,
    [{ beta: 1 }, 'beta: got 1, expected a number in [0, 1)'],
    ...refusedDecay,
  ],
});
