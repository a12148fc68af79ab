import type { Entry } from './entry.js';

/** Learning rates that every optimizer refuses. */
export const refusedRates: Entry['refused'] = [
  [{ learningRate: -1 }, 'learningRate: got -1'],
  [{ learningRate: Infinity }, 'learningRate: got Infinity'],
  [{ learningRate: 1e39 }, 'learningRate: got 1e+39, which is Infinity in float32, expected'],
];

/** What optimizers with weight decay refuse. */
export const refusedDecay: Entry['refused'] = [
  [{ weightDecay: -0.1 }, 'weightDecay: got -0.1'],
  [{ weightDecay: Infinity }, 'weightDecay: got Infinity'],
];

/** What optimizers with the means of Adam, but without weight decay, refuse. */
export const refusedPlainMeans: Entry['refused'] = [
  ...refusedRates,
  [{ learningRate: '0.1' }, 'learningRate: got "0.1"'],
  [{ beta1: 1 }, 'beta1: got 1, expected a number in [0, 1)'],
  [{ beta1: -0.1 }, 'beta1: got -0.1'],
  [{ beta2: 1 }, 'beta2: got 1, expected a number in [0, 1)'],
  [{ beta2: -1 }, 'beta2: got -1'],
  [{ epsilon: 1e39 }, 'epsilon: got 1e+39, which is Infinity in float32, expected a finite number'],
  [{ epsilon: -1e-8 }, 'epsilon: got -1e-8'],
];

/** What optimizers refuse whose ε may not be 0, also not once it is rounded to float32. */
export const refusedEpsilons: Entry['refused'] = [
  [{ epsilon: 0 }, 'epsilon: got 0, expected a finite number > 0'],
  [{ epsilon: 1e-46 }, 'epsilon: got 1e-46, which is 0 in float32, expected a finite number > 0'],
];

/** What optimizers with the means and the weight decay of Adam refuse, whatever else they have. */
export const refusedMeans: Entry['refused'] = [...refusedPlainMeans, ...refusedDecay];

/** What Adam and AdamW refuse. */
export const refusedMoments: Entry['refused'] = [
  ...refusedMeans,
  [{ amsgrad: 1 }, 'amsgrad: got 1'],
];

/** What optimizers refuse that estimate a distance. */
export const refusedDistances: Entry['refused'] = [
  ...refusedMeans,
  ...refusedEpsilons,
  [{ decoupledWeightDecay: 0 }, 'decoupledWeightDecay: got 0'],
  [{ d0: 0 }, 'd0: got 0, expected a finite number > 0'],
  [{ growthRate: 0.9 }, 'growthRate: got 0.9, expected 0 or a finite number ≥ 1'],
  [{ growthRate: Infinity }, 'growthRate: got Infinity'],
  [{ biasCorrection: 'yes' }, 'biasCorrection: got "yes"'],
];

/** What Lion refuses. */
export const refusedLion: Entry['refused'] = [
  ...refusedRates,
  [{ beta1: 1 }, 'beta1: got 1, expected a number in [0, 1)'],
  [{ beta2: 1 }, 'beta2: got 1, expected a number in [0, 1)'],
  [{ beta1: -0.1 }, 'beta1: got -0.1'],
  ...refusedDecay,
];

/** What optimizers refuse that average their steps. */
export const refusedAverages: Entry['refused'] = [
  ...refusedRates,
  ...refusedDecay,
  [{ warmupSteps: -1 }, 'warmupSteps: got -1'],
  [{ r: -1 }, 'r: got -1'],
  [{ weightLearningRatePower: Infinity }, 'weightLearningRatePower: got Infinity'],
];
