import { AdamW } from '@nadir/optim';
import { entry } from './entry.js';
import { otherMoments } from './option-sets.js';
import { refusedMoments } from './refused.js';

export const adamWEntry = entry({
  name: 'adamw',
  rule: AdamW.rule,
  optimizer: AdamW,
  optionSets: [
    {},
    { learningRate: 0.05 },
    { learningRate: 0.05, beta1: 0.8, beta2: 0.95 },
    { learningRate: 0.05, beta1: 0, epsilon: 1e-3 },
    { learningRate: 0.05, weightDecay: 0 },
    { learningRate: 0.05, weightDecay: 0.1 },
    { learningRate: 0.05, beta2: 0.5, amsgrad: true },
    {
      ...otherMoments,
      weightDecay: 0.2,
      amsgrad: true,
    },
  ],
  refused: refusedMoments,
});
