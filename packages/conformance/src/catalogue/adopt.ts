import { ADOPT } from '@nadir/optim';
import { entry } from './entry.js';
import { refusedMeans } from './refused.js';

export const adoptEntry = entry({
  name: 'adopt',
  rule: ADOPT.rule,
  optimizer: ADOPT,
  optionSets: [
    {},
    { learningRate: 0.02 },
    { learningRate: 0.05, beta1: 0.8, beta2: 0.95, clipExponent: 0.1 },
    { learningRate: 0.02, epsilon: 0.1, clipExponent: 0, weightDecay: 0.1 },
    {
      learningRate: 0.05,
      beta1: 0.7,
      beta2: 0.9,
      epsilon: 1e-3,
      clipExponent: 0.25,
      weightDecay: 0.1,
      decoupledWeightDecay: true,
    },
  ],
  refused: [
    ...refusedMeans,
    [{ clipExponent: -0.1 }, 'clipExponent: got -0.1, expected a finite number ≥ 0'],
    [{ decoupledWeightDecay: 1 }, 'decoupledWeightDecay: got 1'],
  ],
});
