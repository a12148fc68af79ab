import { LAMB, NovoGrad } from '@nadir/optim';
import { type Entry, entry } from './entry.js';
import { refusedMeans } from './refused.js';

const lamb = entry({
  name: 'lamb',
  optimizer: LAMB,
  optionSets: [
    {},
    { learningRate: 0.05, weightDecay: 0 },
    { learningRate: 0.05, beta1: 0.8, beta2: 0.95, trustClip: true },
    { learningRate: 0.02, epsilon: 1e-3, gradientAveraging: false },
    {
      learningRate: 0.05,
      beta1: 0.7,
      beta2: 0.9,
      epsilon: 1e-4,
      weightDecay: 0,
      gradientAveraging: false,
      trustClip: true,
      alwaysAdapt: true,
    },
  ],
  refused: [
    ...refusedMeans,
    [{ gradientAveraging: 1 }, 'gradientAveraging: got 1'],
    [{ trustClip: 0 }, 'trustClip: got 0'],
    [{ alwaysAdapt: 'no' }, 'alwaysAdapt: got "no"'],
  ],
});

const novoGrad = entry({
  name: 'novograd',
  optimizer: NovoGrad,
  optionSets: [
    {},
    { learningRate: 0.02 },
    { learningRate: 0.02, beta1: 0.8, beta2: 0.5, weightDecay: 0.1 },
    { learningRate: 0.1, epsilon: 1e-3, gradientAveraging: true },
    {
      learningRate: 0.1,
      beta1: 0.9,
      beta2: 0.25,
      epsilon: 1e-6,
      weightDecay: 0.05,
      gradientAveraging: true,
      amsgrad: true,
    },
  ],
  refused: [
    ...refusedMeans,
    [{ gradientAveraging: 1 }, 'gradientAveraging: got 1'],
    [{ amsgrad: 1 }, 'amsgrad: got 1'],
  ],
});

/** Optimizers of `packages/optim/src/layerwise`. */
export const layerwise: readonly Entry[] = [lamb, novoGrad];
