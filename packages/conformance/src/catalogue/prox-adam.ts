import { ProxAdam } from '@nadir/optim';
import { entry } from './entry.js';
import { otherMoments } from './option-sets.js';
import { refusedPlainMeans } from './refused.js';

export const proxAdamEntry = entry({
  name: 'prox-adam',
  rule: ProxAdam.rule,
  optimizer: ProxAdam,
  reachesZeros: true,
  optionSets: [
    {},
    { learningRate: 0.02 },
    { learningRate: 0.05, beta1: 0.8, beta2: 0.95, l1: 0.1 },
    { learningRate: 0.02, beta1: 0, epsilon: 1e-3 },
    { ...otherMoments, l1: 0.05 },
  ],
  refused: [...refusedPlainMeans, [{ l1: -0.1 }, 'l1: got -0.1, expected a finite number ≥ 0']],
});
