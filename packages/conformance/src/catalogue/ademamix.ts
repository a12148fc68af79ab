import { AdEMAMix } from '@nadir/optim';
import { entry } from './entry.js';
import { refusedMeans } from './refused.js';

export const adEMAMixEntry = entry({
  name: 'ademamix',
  rule: AdEMAMix.rule,
  optimizer: AdEMAMix,
  optionSets: [
    {},
    { learningRate: 0.02 },
    { learningRate: 0.02, beta1: 0.8, beta2: 0.95, beta3: 0.99, alpha: 0 },
    { learningRate: 0.02, epsilon: 1e-3, weightDecay: 0.1, beta3WarmupSteps: 20 },
    {
      learningRate: 0.02,
      beta1: 0.7,
      beta2: 0.9,
      beta3: 0.98,
      alpha: 5,
      epsilon: 1e-6,
      weightDecay: 0.1,
      alphaWarmupSteps: 8,
      beta3WarmupSteps: 12,
    },
  ],
  refused: [
    ...refusedMeans,
    [{ beta3: 1 }, 'beta3: got 1, expected a number in [0, 1)'],
    [{ alpha: -0.1 }, 'alpha: got -0.1, expected a finite number ≥ 0'],
    [{ alphaWarmupSteps: -0.1 }, 'alphaWarmupSteps: got -0.1, expected a finite number ≥ 0'],
    [{ beta3WarmupSteps: -0.1 }, 'beta3WarmupSteps: got -0.1, expected a finite number ≥ 0'],
  ],
});
