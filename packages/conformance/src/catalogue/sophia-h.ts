import { SophiaH } from '@nadir/optim';
import { entry } from './entry.js';
import { refusedMeans } from './refused.js';

export const sophiaHEntry = entry({
  name: 'sophia-h',
  rule: SophiaH.rule,
  optimizer: SophiaH,
  optionSets: [
    {},
    { learningRate: 0.02, rho: 1 },
    { learningRate: 0.02, beta1: 0.8, beta2: 0.9, rho: 0.5 },
    { learningRate: 0.02, epsilon: 0.5, weightDecay: 0 },
    { learningRate: 0.05, beta1: 0.9, beta2: 0.5, rho: 2, epsilon: 1e-3, weightDecay: 0.05 },
  ],
  refused: [...refusedMeans, [{ rho: 0 }, 'rho: got 0, expected a finite number > 0']],
});
