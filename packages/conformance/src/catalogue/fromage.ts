import { Fromage } from '@nadir/optim';
import { entry } from './entry.js';
import { refusedRates } from './refused.js';

export const fromageEntry = entry({
  name: 'fromage',
  rule: Fromage.rule,
  optimizer: Fromage,
  optionSets: [
    {},
    { learningRate: 0.05 },
    { learningRate: 0.02, normBound: 2 },
    { learningRate: 0.05, normBound: 1.25 },
  ],
  refused: [
    ...refusedRates,
    [{ normBound: -0.1 }, 'normBound: got -0.1, expected a finite number ≥ 0'],
  ],
});
