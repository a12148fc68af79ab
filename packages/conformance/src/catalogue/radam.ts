import { RAdam } from '@nadir/optim';
import { entry } from './entry.js';
import { otherMoments } from './option-sets.js';
import { refusedMeans } from './refused.js';

export const radamEntry = entry({
  name: 'radam',
  rule: RAdam.rule,
  optimizer: RAdam,
  optionSets: [
    {},
    // Rectified from the third step on, and never.
    { learningRate: 0.05, beta1: 0.8, beta2: 0.95 },
    { learningRate: 0.05, beta1: 0, beta2: 0.5 },
    { learningRate: 0.05, weightDecay: 0.1, epsilon: 1e-3 },
    {
      ...otherMoments,
      weightDecay: 0.01,
      decoupledWeightDecay: true,
    },
  ],
  refused: [...refusedMeans, [{ decoupledWeightDecay: 1 }, 'decoupledWeightDecay: got 1']],
});
