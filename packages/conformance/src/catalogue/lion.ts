import { Lion } from '@nadir/optim';
import { entry } from './entry.js';
import { refusedLion } from './refused.js';

export const lionEntry = entry({
  name: 'lion',
  rule: Lion.rule,
  optimizer: Lion,
  optionSets: [
    {},
    { learningRate: 0.02 },
    { learningRate: 0.02, beta1: 0.5, beta2: 0.8 },
    { learningRate: 0.05, beta1: 0, beta2: 0, weightDecay: 0.1 },
    { learningRate: 0.02, beta1: 0.8, beta2: 0.9, weightDecay: 0.2 },
  ],
  refused: refusedLion,
});
