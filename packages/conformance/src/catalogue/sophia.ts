import { SophiaG, SophiaH } from '@nadir/optim';
import { type Entry, entry } from './entry.js';
import { refusedEpsilons, refusedMeans } from './refused.js';

const sophiaG = entry({
  name: 'sophia-g',
  optimizer: SophiaG,
  optionSets: [
    {},
    { learningRate: 0.02, batchSize: 64 },
    { learningRate: 0.02, beta1: 0.8, beta2: 0.9, rho: 0.5, batchSize: 8 },
    { learningRate: 0.02, epsilon: 0.5, weightDecay: 0 },
    {
      learningRate: 0.05,
      beta1: 0.9,
      beta2: 0.5,
      rho: 0.1,
      epsilon: 1e-3,
      weightDecay: 0.05,
      batchSize: 16,
    },
  ],
  refused: [
    ...refusedMeans,
    ...refusedEpsilons,
    [{ rho: 0 }, 'rho: got 0, expected a finite number > 0'],
    [{ batchSize: 0 }, 'batchSize: got 0, expected a finite number > 0'],
  ],
});

const sophiaH = entry({
  name: 'sophia-h',
  optimizer: SophiaH,
  optionSets: [
    {},
    { learningRate: 0.02, rho: 1 },
    { learningRate: 0.02, beta1: 0.8, beta2: 0.9, rho: 0.5 },
    { learningRate: 0.02, epsilon: 0.5, weightDecay: 0 },
    { learningRate: 0.05, beta1: 0.9, beta2: 0.5, rho: 2, epsilon: 1e-3, weightDecay: 0.05 },
  ],
  refused: [
    ...refusedMeans,
    ...refusedEpsilons,
    [{ rho: 0 }, 'rho: got 0, expected a finite number > 0'],
  ],
});

/** Optimizers of `packages/optim/src/sophia`. */
export const sophia: readonly Entry[] = [sophiaG, sophiaH];
