import { AdamW8bit, adamW8bit } from '@nadir/core';
import { entry } from './entry.js';
import { refusedMoments } from './refused.js';

export const adamW8bitEntry = entry({
  name: 'adamw-8bit',
  rule: adamW8bit,
  optimizer: AdamW8bit,
  takesLong: true,
  optionSets: [
    {},
    { learningRate: 0.05, everySize: true },
    { learningRate: 0.05, beta1: 0, beta2: 0.95, epsilon: 1e-3, everySize: true },
    {
      learningRate: 0.05,
      beta1: 0.7,
      beta2: 0.9,
      epsilon: 1e-6,
      weightDecay: 0.2,
      amsgrad: true,
      everySize: true,
    },
  ],
  refused: [...refusedMoments, [{ everySize: 1 }, 'everySize: got 1']],
});
