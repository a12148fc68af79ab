import { Adan, AdEMAMix, MARS } from '@nadir/optim';
import { type Entry, entry } from './entry.js';
import { refusedEpsilons, refusedMeans } from './refused.js';

const adan = entry({
  name: 'adan',
  optimizer: Adan,
  optionSets: [
    {},
    { learningRate: 0.02 },
    { learningRate: 0.05, beta1: 0.9, beta2: 0.5, beta3: 0.9 },
    { learningRate: 0.02, epsilon: 1e-3, weightDecay: 0.1 },
    {
      learningRate: 0.05,
      beta1: 0.8,
      beta2: 0.7,
      beta3: 0.95,
      epsilon: 1e-4,
      weightDecay: 0.1,
      proximalDecay: false,
    },
  ],
  refused: [
    ...refusedMeans,
    ...refusedEpsilons,
    [{ beta3: 1 }, 'beta3: got 1, expected a number in [0, 1)'],
    [{ proximalDecay: 1 }, 'proximalDecay: got 1'],
  ],
});

const adEMAMix = entry({
  name: 'ademamix',
  optimizer: AdEMAMix,
  optionSets: [
    {},
    { learningRate: 0.02 },
    { learningRate: 0.02, beta1: 0.8, beta2: 0.95, beta3: 0.99, alpha: 0 },
    { learningRate: 0.02, epsilon: 1e-3, weightDecay: 0.1, beta3WarmupSteps: 20 },
    {
      learningRate: 0.02,
      beta1: 0.7,
      beta2: 0.9,
      beta3: 0.98,
      alpha: 5,
      epsilon: 1e-6,
      weightDecay: 0.1,
      alphaWarmupSteps: 8,
      beta3WarmupSteps: 12,
    },
  ],
  refused: [
    ...refusedMeans,
    [{ beta3: 1 }, 'beta3: got 1, expected a number in [0, 1)'],
    [{ alpha: -0.1 }, 'alpha: got -0.1, expected a finite number ≥ 0'],
    [{ alphaWarmupSteps: -0.1 }, 'alphaWarmupSteps: got -0.1, expected a finite number ≥ 0'],
    [{ beta3WarmupSteps: -0.1 }, 'beta3WarmupSteps: got -0.1, expected a finite number ≥ 0'],
  ],
});

const mars = entry({
  name: 'mars',
  optimizer: MARS,
  optionSets: [
    {},
    { learningRate: 0.02, optimize1d: true },
    { learningRate: 0.02, beta1: 0.8, beta2: 0.95, gamma: 0.1, optimize1d: true },
    { learningRate: 0.02, form: 'lion', weightDecay: 0.1 },
    { learningRate: 0.02, epsilon: 1e-3, gamma: 0, optimize1d: true },
    {
      learningRate: 0.02,
      beta1: 0.7,
      beta2: 0.9,
      epsilon: 1e-6,
      gamma: 0.05,
      weightDecay: 0.1,
      form: 'lion',
      optimize1d: true,
    },
  ],
  refused: [
    ...refusedMeans,
    [{ gamma: -0.1 }, 'gamma: got -0.1, expected a finite number ≥ 0'],
    [{ form: 'sgd' }, "form: got \"sgd\", expected 'adamw' or 'lion'"],
    [{ optimize1d: 1 }, 'optimize1d: got 1'],
  ],
});

/** Optimizers of `packages/optim/src/adam/momentum`. */
export const momentum: readonly Entry[] = [adan, adEMAMix, mars];
