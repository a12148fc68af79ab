import { Adafactor, SM3 } from '@nadir/optim';
import { type Entry, entry } from './entry.js';
import { refusedEpsilons, refusedRates } from './refused.js';

const adafactor = entry({
  name: 'adafactor',
  optimizer: Adafactor,
  optionSets: [
    {},
    { learningRate: 0.1, weightDecay: 0.1 },
    { learningRate: 0.05, beta2Decay: -0.5, clipThreshold: 2 },
    {
      learningRate: 0.05,
      beta2Decay: -0.6,
      epsilon1: 1e-3,
      epsilon2: 0.5,
      clipThreshold: 2,
      weightDecay: 0.01,
    },
  ],
  refused: [
    [{ learningRate: -1 }, 'learningRate: got -1'],
    [{ beta2Decay: 0.1 }, 'beta2Decay: got 0.1, expected a finite number ≤ 0'],
    [{ epsilon1: -1 }, 'epsilon1: got -1, expected a finite number ≥ 0'],
    [{ epsilon2: -1e-3 }, 'epsilon2: got -0.001'],
    [{ clipThreshold: 0.5 }, 'clipThreshold: got 0.5, expected a finite number ≥ 1'],
    [{ weightDecay: -0.1 }, 'weightDecay: got -0.1'],
    [{ weightDecay: Infinity }, 'weightDecay: got Infinity'],
  ],
  // Means over rows and columns are added in another order on each backend.
  tolerance: { relative: 2e-6, absolute: 2e-7 },
});

const sm3 = entry({
  name: 'sm3',
  optimizer: SM3,
  optionSets: [
    {},
    { learningRate: 0.2, momentum: 0.9 },
    { learningRate: 0.05, beta: 0.95 },
    { learningRate: 0.05, momentum: 0.8, beta: 0.9, epsilon: 1e-6 },
  ],
  refused: [
    ...refusedRates,
    [{ momentum: 1 }, 'momentum: got 1, expected a number in [0, 1)'],
    [{ beta: 1.5 }, 'beta: got 1.5, expected a number in [0, 1]'],
    [{ beta: -0.1 }, 'beta: got -0.1'],
    ...refusedEpsilons,
  ],
});

/** Optimizers of `packages/optim/src/factored`. */
export const factored: readonly Entry[] = [adafactor, sm3];
