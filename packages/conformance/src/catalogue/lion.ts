import { Lion, lion } from '@nadir/core';
import { entry } from './entry.js';
import { refusedDecay } from './refused.js';

export const lionEntry = entry({
  name: 'lion',
  rule: lion,
  optimizer: Lion,
  optionSets: [
    {},
    { learningRate: 0.02 },
    { learningRate: 0.02, beta1: 0.5, beta2: 0.8 },
    { learningRate: 0.05, beta1: 0, beta2: 0, weightDecay: 0.1 },
    { learningRate: 0.02, beta1: 0.8, beta2: 0.9, weightDecay: 0.2 },
  ],
  refused: [
    [{ learningRate: -1 }, 'learningRate: got -1'],
    [{ learningRate: Infinity }, 'learningRate: got Infinity'],
    [{ beta1: 1 }, 'beta1: got 1, expected a number in [0, 1)'],
    [{ beta2: 1 }, 'beta2: got 1, expected a number in [0, 1)'],
    [{ beta1: -0.1 }, 'beta1: got -0.1'],
    ...refusedDecay,
  ],
});
