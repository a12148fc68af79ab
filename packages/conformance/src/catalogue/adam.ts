import { Adam, Adamax, AdamW, AdamW8bit, NAdam, ProxAdam, RAdam, SparseAdam } from '@nadir/optim';
import { manyShapes } from '../numbers.js';
import { type Entry, entry } from './entry.js';
import { otherMoments } from './option-sets.js';
import {
  refusedEpsilons,
  refusedMeans,
  refusedMoments,
  refusedPlainMeans,
  refusedRates,
} from './refused.js';

const adam = entry({
  name: 'adam',
  optimizer: Adam,
  optionSets: [
    {},
    { learningRate: 0.05 },
    { learningRate: 0.05, beta1: 0.8, beta2: 0.95 },
    { learningRate: 0.05, beta1: 0, epsilon: 1e-3 },
    { learningRate: 0.05, weightDecay: 0.1 },
    { learningRate: 0.05, weightDecay: 0.1, decoupledWeightDecay: true },
    { learningRate: 0.05, beta2: 0.5, amsgrad: true },
    {
      ...otherMoments,
      weightDecay: 0.01,
      decoupledWeightDecay: true,
      amsgrad: true,
    },
  ],
  refused: [...refusedMoments, [{ decoupledWeightDecay: 0 }, 'decoupledWeightDecay: got 0']],
});

const adamax = entry({
  name: 'adamax',
  optimizer: Adamax,
  optionSets: [
    {},
    { learningRate: 0.05, beta1: 0.8, beta2: 0.95 },
    { learningRate: 0.05, beta1: 0, epsilon: 1e-3 },
    { ...otherMoments, weightDecay: 0.01 },
  ],
  refused: refusedMeans,
});

const adamW8bit = entry({
  name: 'adamw-8bit',
  optimizer: AdamW8bit,
  takesLong: true,
  // The first of them is more than one block of bytes.
  comparedOn: [[300], ...manyShapes],
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

const adamW = entry({
  name: 'adamw',
  optimizer: AdamW,
  optionSets: [
    {},
    { learningRate: 0.05 },
    { learningRate: 0.05, beta1: 0.8, beta2: 0.95 },
    { learningRate: 0.05, beta1: 0, epsilon: 1e-3 },
    { learningRate: 0.05, weightDecay: 0 },
    { learningRate: 0.05, weightDecay: 0.1 },
    { learningRate: 0.05, beta2: 0.5, amsgrad: true },
    {
      ...otherMoments,
      weightDecay: 0.2,
      amsgrad: true,
    },
  ],
  refused: refusedMoments,
});

const nadam = entry({
  name: 'nadam',
  optimizer: NAdam,
  optionSets: [
    {},
    { learningRate: 0.05, beta1: 0.8, beta2: 0.95 },
    { learningRate: 0.05, beta1: 0, momentumDecay: 0 },
    { learningRate: 0.05, weightDecay: 0.1, epsilon: 1e-3 },
    {
      ...otherMoments,
      weightDecay: 0.01,
      decoupledWeightDecay: true,
      momentumDecay: 0.5,
    },
  ],
  refused: [
    ...refusedMeans,
    [{ decoupledWeightDecay: 1 }, 'decoupledWeightDecay: got 1'],
    [{ momentumDecay: -1e-3 }, 'momentumDecay: got -0.001, expected a finite number ≥ 0'],
    [{ momentumDecay: Infinity }, 'momentumDecay: got Infinity'],
  ],
});

const proxAdam = entry({
  name: 'prox-adam',
  optimizer: ProxAdam,
  reachesZeros: true,
  optionSets: [
    {},
    { learningRate: 0.02 },
    { learningRate: 0.05, beta1: 0.8, beta2: 0.95, l1: 0.1 },
    { learningRate: 0.02, beta1: 0, epsilon: 1e-3 },
    { ...otherMoments, l1: 0.05 },
  ],
  refused: [
    ...refusedPlainMeans,
    ...refusedEpsilons,
    [{ l1: -0.1 }, 'l1: got -0.1, expected a finite number ≥ 0'],
  ],
});

const radam = entry({
  name: 'radam',
  optimizer: RAdam,
  optionSets: [
    {},
    // Rectified from the third step on, and never.
    { learningRate: 0.05, beta1: 0.8, beta2: 0.95 },
    { learningRate: 0.05, beta1: 0, beta2: 0.5 },
    { learningRate: 0.05, weightDecay: 0.1, epsilon: 1e-3 },
    {
      ...otherMoments,
      weightDecay: 0.01,
      decoupledWeightDecay: true,
    },
  ],
  refused: [...refusedMeans, [{ decoupledWeightDecay: 1 }, 'decoupledWeightDecay: got 1']],
});

const sparseAdam = entry({
  name: 'sparse-adam',
  optimizer: SparseAdam,
  optionSets: [
    {},
    { learningRate: 0.05, beta1: 0.8, beta2: 0.95 },
    { learningRate: 0.05, beta1: 0, epsilon: 1e-3 },
    { learningRate: 0.05, beta1: 0.7, beta2: 0.9, epsilon: 1e-6 },
  ],
  refused: [
    ...refusedRates,
    [{ beta1: 1 }, 'beta1: got 1, expected a number in [0, 1)'],
    [{ beta2: -0.1 }, 'beta2: got -0.1'],
    ...refusedEpsilons,
    [{ weightDecay: 0.1 }, 'got option `weightDecay`'],
  ],
});

/** Optimizers of `packages/optim/src/adam`. */
export const adamFamily: readonly Entry[] = [
  adam,
  adamax,
  adamW8bit,
  adamW,
  nadam,
  proxAdam,
  radam,
  sparseAdam,
];
