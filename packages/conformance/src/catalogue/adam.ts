import { Adam } from '@nadir/optim';
import { entry } from './entry.js';
import { otherMoments } from './option-sets.js';
import { refusedMoments } from './refused.js';

export const adamEntry = entry({
  name: 'adam',
  rule: Adam.rule,
  optimizer: Adam,
  optionSets: [
    {},
    { learningRate: 0.05 },
    { learningRate: 0.05, beta1: 0.8, beta2: 0.95 },
    { learningRate: 0.05, beta1: 0, epsilon: 1e-3 },
    { learningRate: 0.05, weightDecay: 0.1 },
    { learningRate: 0.05, weightDecay: 0.1, decoupledWeightDecay: true },
    { learningRate: 0.05, beta2: 0.5, amsgrad: true },
    {
      ...otherMoments,
      weightDecay: 0.01,
      decoupledWeightDecay: true,
      amsgrad: true,
    },
  ],
  refused: [...refusedMoments, [{ decoupledWeightDecay: 0 }, 'decoupledWeightDecay: got 0']],
});
