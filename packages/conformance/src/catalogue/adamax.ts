import { Adamax, adamax } from '@nadir/core';
import { entry } from './entry.js';
import { refusedMeans } from './refused.js';

export const adamaxEntry = entry({
  name: 'adamax',
  rule: adamax,
  optimizer: Adamax,
  optionSets: [
    {},
    { learningRate: 0.05, beta1: 0.8, beta2: 0.95 },
    { learningRate: 0.05, beta1: 0, epsilon: 1e-3 },
    { learningRate: 0.05, beta1: 0.7, beta2: 0.9, epsilon: 1e-6, weightDecay: 0.01 },
  ],
  refused: refusedMeans,
});
