import { Yogi } from '@nadir/optim';
import { entry } from './entry.js';
import { refusedMeans } from './refused.js';

export const yogiEntry = entry({
  name: 'yogi',
  rule: Yogi.rule,
  optimizer: Yogi,
  optionSets: [
    {},
    { learningRate: 0.05 },
    { learningRate: 0.05, beta1: 0.8, beta2: 0.9, epsilon: 1e-2 },
    { learningRate: 0.05, beta2: 0.9, initialAccumulatorValue: 0 },
    {
      learningRate: 0.05,
      beta1: 0.7,
      beta2: 0.95,
      epsilon: 1e-4,
      initialAccumulatorValue: 0.1,
      weightDecay: 0.1,
    },
  ],
  refused: [
    ...refusedMeans,
    [
      { initialAccumulatorValue: -0.1 },
      'initialAccumulatorValue: got -0.1, expected a finite number ≥ 0',
    ],
  ],
});
