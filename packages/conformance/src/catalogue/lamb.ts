import { LAMB } from '@nadir/optim';
import { entry } from './entry.js';
import { refusedMeans } from './refused.js';

export const lambEntry = entry({
  name: 'lamb',
  rule: LAMB.rule,
  optimizer: LAMB,
  optionSets: [
    {},
    { learningRate: 0.05, weightDecay: 0 },
    { learningRate: 0.05, beta1: 0.8, beta2: 0.95, trustClip: true },
    { learningRate: 0.02, epsilon: 1e-3, gradientAveraging: false },
    {
      learningRate: 0.05,
      beta1: 0.7,
      beta2: 0.9,
      epsilon: 1e-4,
      weightDecay: 0,
      gradientAveraging: false,
      trustClip: true,
      alwaysAdapt: true,
    },
  ],
  refused: [
    ...refusedMeans,
    [{ gradientAveraging: 1 }, 'gradientAveraging: got 1'],
    [{ trustClip: 0 }, 'trustClip: got 0'],
    [{ alwaysAdapt: 'no' }, 'alwaysAdapt: got "no"'],
  ],
});
