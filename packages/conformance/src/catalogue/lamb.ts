import { LAMB, lamb } from '@nadir/core';
import { entry } from './entry.js';
import { refusedMoments } from './refused.js';

export const lambEntry = entry({
  name: 'lamb',
  rule: lamb,
  optimizer: LAMB,
  optionSets: [
    {},
    { learningRate: 0.05, weightDecay: 0 },
    { learningRate: 0.05, beta1: 0.8, beta2: 0.95, trustClip: true },
    { learningRate: 0.02, epsilon: 1e-3, gradAveraging: false },
    {
      learningRate: 0.05,
      beta1: 0.7,
      beta2: 0.9,
      epsilon: 1e-4,
      weightDecay: 0,
      gradAveraging: false,
      trustClip: true,
      alwaysAdapt: true,
    },
  ],
  refused: [
    ...refusedMoments.filter(([options]) => !('amsgrad' in options)),
    [{ gradAveraging: 1 }, 'gradAveraging: got 1'],
    [{ trustClip: 0 }, 'trustClip: got 0'],
    [{ alwaysAdapt: 'no' }, 'alwaysAdapt: got "no"'],
  ],
});
