import { Adamax } from '@nadir/optim';
import { entry } from './entry.js';
import { otherMoments } from './option-sets.js';
import { refusedMeans } from './refused.js';

export const adamaxEntry = entry({
  name: 'adamax',
  rule: Adamax.rule,
  optimizer: Adamax,
  optionSets: [
    {},
    { learningRate: 0.05, beta1: 0.8, beta2: 0.95 },
    { learningRate: 0.05, beta1: 0, epsilon: 1e-3 },
    { ...otherMoments, weightDecay: 0.01 },
  ],
  refused: refusedMeans,
});
