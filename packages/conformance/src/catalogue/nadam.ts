import { NAdam } from '@nadir/optim';
import { entry } from './entry.js';
import { otherMoments } from './option-sets.js';
import { refusedMeans } from './refused.js';

export const nadamEntry = entry({
  name: 'nadam',
  rule: NAdam.rule,
  optimizer: NAdam,
  optionSets: [
    {},
    { learningRate: 0.05, beta1: 0.8, beta2: 0.95 },
    { learningRate: 0.05, beta1: 0, momentumDecay: 0 },
    { learningRate: 0.05, weightDecay: 0.1, epsilon: 1e-3 },
    {
      ...otherMoments,
      weightDecay: 0.01,
      decoupledWeightDecay: true,
      momentumDecay: 0.5,
    },
  ],
  refused: [
    ...refusedMeans,
    [{ decoupledWeightDecay: 1 }, 'decoupledWeightDecay: got 1'],
    [{ momentumDecay: -1e-3 }, 'momentumDecay: got -0.001, expected a finite number ≥ 0'],
    [{ momentumDecay: Infinity }, 'momentumDecay: got Infinity'],
  ],
});
