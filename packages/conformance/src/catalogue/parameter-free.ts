import { DAdaptAdam, Prodigy } from '@nadir/optim';
import { type Entry, entry } from './entry.js';
import { refusedDistances } from './refused.js';

const dAdaptAdam = entry({
  name: 'd-adapt-adam',
  optimizer: DAdaptAdam,
  optionSets: [
    {},
    { d0: 0.01, biasCorrection: true, beta1: 0.8, beta2: 0.99 },
    { d0: 0.01, weightDecay: 0.1 },
    {
      learningRate: 0.5,
      beta1: 0.8,
      beta2: 0.99,
      epsilon: 1e-6,
      weightDecay: 0.05,
      decoupledWeightDecay: true,
      d0: 0.01,
      growthRate: 2.5,
      biasCorrection: true,
    },
  ],
  refused: refusedDistances,
});

const prodigy = entry({
  name: 'prodigy',
  optimizer: Prodigy,
  optionSets: [
    {},
    { d0: 0.01, biasCorrection: true, beta1: 0.8, beta2: 0.99, beta3: 0.9 },
    { d0: 0.01, weightDecay: 0.1, decoupledWeightDecay: false, safeguardWarmup: true },
    {
      learningRate: 0.5,
      beta1: 0.8,
      beta2: 0.99,
      beta3: 0.95,
      epsilon: 1e-6,
      weightDecay: 0.05,
      d0: 0.01,
      dCoefficient: 0.5,
      growthRate: 2.5,
      biasCorrection: true,
    },
  ],
  refused: [
    ...refusedDistances,
    [{ beta3: 1 }, 'beta3: got 1'],
    [{ beta3: -0.1 }, 'beta3: got -0.1'],
    [{ dCoefficient: 0 }, 'dCoefficient: got 0'],
    [{ safeguardWarmup: 1 }, 'safeguardWarmup: got 1'],
  ],
});

/** Optimizers of `packages/optim/src/parameter-free`. */
export const parameterFree: readonly Entry[] = [dAdaptAdam, prodigy];
