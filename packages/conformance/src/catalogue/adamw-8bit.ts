import { AdamW8bit } from '@nadir/optim';
import { entry } from './entry.js';
import { otherMoments } from './option-sets.js';
import { refusedMoments } from './refused.js';

export const adamW8bitEntry = entry({
  name: 'adamw-8bit',
  rule: AdamW8bit.rule,
  optimizer: AdamW8bit,
  takesLong: true,
  optionSets: [
    {},
    { learningRate: 0.05, everySize: true },
    { learningRate: 0.05, beta1: 0, beta2: 0.95, epsilon: 1e-3, everySize: true },
    {
      ...otherMoments,
      weightDecay: 0.2,
      amsgrad: true,
      everySize: true,
    },
  ],
  refused: [...refusedMoments, [{ everySize: 1 }, 'everySize: got 1']],
});
