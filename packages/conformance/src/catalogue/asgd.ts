import { ASGD } from '@nadir/optim';
import { entry } from './entry.js';
import { refusedRates } from './refused.js';

export const asgdEntry = entry({
  name: 'asgd',
  rule: ASGD.rule,
  optimizer: ASGD,
  optionSets: [
    {},
    { learningRate: 0.1, lambda: 0.01, t0: 2 },
    { learningRate: 0.1, lambda: 0, weightDecay: 0.1 },
    { learningRate: 0.1, lambda: 0.01, alpha: 0.5, t0: 3, weightDecay: 0.01 },
  ],
  refused: [
    ...refusedRates,
    [{ lambda: -0.1 }, 'lambda: got -0.1, expected a finite number ≥ 0'],
    [{ alpha: -0.5 }, 'alpha: got -0.5'],
    [{ t0: -1 }, 't0: got -1'],
    [{ t0: Infinity }, 't0: got Infinity'],
    [{ weightDecay: -0.1 }, 'weightDecay: got -0.1'],
  ],
});
