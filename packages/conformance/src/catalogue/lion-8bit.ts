import { Lion8bit } from '@nadir/optim';
import { entry } from './entry.js';
import { refusedLion } from './refused.js';

export const lion8bitEntry = entry({
  name: 'lion-8bit',
  rule: Lion8bit.rule,
  optimizer: Lion8bit,
  takesLong: true,
  optionSets: [
    {},
    { learningRate: 0.01, everySize: true },
    { learningRate: 0.02, beta1: 0.5, beta2: 0.9, weightDecay: 0.1, everySize: true },
  ],
  refused: [...refusedLion, [{ everySize: 1 }, 'everySize: got 1']],
});
