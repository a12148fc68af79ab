import { AdaBelief } from '@nadir/optim';
import { entry } from './entry.js';
import { otherMoments } from './option-sets.js';
import { refusedMeans } from './refused.js';

export const adaBeliefEntry = entry({
  name: 'adabelief',
  rule: AdaBelief.rule,
  optimizer: AdaBelief,
  optionSets: [
    {},
    { learningRate: 0.02, rectify: false },
    { learningRate: 0.02, beta1: 0.8, beta2: 0.95, weightDecay: 0.1 },
    {
      learningRate: 0.02,
      beta2: 0.5,
      epsilon: 1e-3,
      weightDecay: 0.1,
      decoupledWeightDecay: false,
    },
    {
      ...otherMoments,
      weightDecay: 0.05,
      decoupledWeightDecay: false,
      rectify: false,
      amsgrad: true,
    },
  ],
  refused: [
    ...refusedMeans,
    [{ decoupledWeightDecay: 1 }, 'decoupledWeightDecay: got 1'],
    [{ rectify: 1 }, 'rectify: got 1'],
    [{ amsgrad: true }, 'amsgrad: got true, expected it without rectify'],
  ],
});
