import { Rprop } from '@nadir/optim';
import { entry } from './entry.js';
import { refusedRates } from './refused.js';

export const rpropEntry = entry({
  name: 'rprop',
  rule: Rprop.rule,
  optimizer: Rprop,
  optionSets: [
    {},
    { learningRate: 0.05, etaMinus: 0.4, etaPlus: 1.1 },
    { learningRate: 0.05, stepSizeMin: 1e-4, stepSizeMax: 0.1 },
    { learningRate: 0.05, etaMinus: 0.3, etaPlus: 2.5, stepSizeMin: 1e-5, stepSizeMax: 0.5 },
  ],
  refused: [
    ...refusedRates,
    [{ etaMinus: 0 }, 'etaMinus: got 0, expected a finite number in (0, 1)'],
    [{ etaMinus: 1 }, 'etaMinus: got 1'],
    [{ etaPlus: 1 }, 'etaPlus: got 1, expected a finite number > 1'],
    [{ etaPlus: Infinity }, 'etaPlus: got Infinity'],
    [{ stepSizeMin: -1e-6 }, 'stepSizeMin: got -0.000001'],
    [{ stepSizeMax: -1 }, 'stepSizeMax: got -1'],
    [{ stepSizeMin: 0.2, stepSizeMax: 0.1 }, 'stepSizeMax: got 0.1, expected a finite number ≥'],
  ],
});
