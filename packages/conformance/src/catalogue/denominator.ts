import { ACProp, ADOPT, AdaBelief, Yogi } from '@nadir/optim';
import { type Entry, entry } from './entry.js';
import { otherMoments } from './option-sets.js';
import { refusedMeans } from './refused.js';

const acprop = entry({
  name: 'acprop',
  optimizer: ACProp,
  optionSets: [
    {},
    { learningRate: 0.02 },
    { learningRate: 0.02, beta1: 0.8, beta2: 0.95, weightDecay: 0.1 },
    { learningRate: 0.02, beta2: 0.5, epsilon: 1e-3 },
    {
      learningRate: 0.05,
      beta1: 0.7,
      beta2: 0.9,
      epsilon: 1e-6,
      epsilonRoot: 1e-3,
      weightDecay: 0.05,
    },
  ],
  refused: [
    ...refusedMeans,
    [{ epsilonRoot: -1 }, 'epsilonRoot: got -1, expected a finite number ≥ 0'],
  ],
});

const adaBelief = entry({
  name: 'adabelief',
  optimizer: AdaBelief,
  optionSets: [
    {},
    { learningRate: 0.02, rectify: false },
    { learningRate: 0.02, beta1: 0.8, beta2: 0.95, weightDecay: 0.1 },
    {
      learningRate: 0.02,
      beta2: 0.5,
      epsilon: 1e-3,
      weightDecay: 0.1,
      decoupledWeightDecay: false,
    },
    {
      ...otherMoments,
      weightDecay: 0.05,
      decoupledWeightDecay: false,
      rectify: false,
      amsgrad: true,
    },
  ],
  refused: [
    ...refusedMeans,
    [{ decoupledWeightDecay: 1 }, 'decoupledWeightDecay: got 1'],
    [{ rectify: 1 }, 'rectify: got 1'],
    [{ amsgrad: true }, 'amsgrad: got true, expected it without rectify'],
  ],
});

const adopt = entry({
  name: 'adopt',
  optimizer: ADOPT,
  optionSets: [
    {},
    { learningRate: 0.02 },
    { learningRate: 0.05, beta1: 0.8, beta2: 0.95, clipExponent: 0.1 },
    { learningRate: 0.02, epsilon: 0.1, clipExponent: 0, weightDecay: 0.1 },
    {
      learningRate: 0.05,
      beta1: 0.7,
      beta2: 0.9,
      epsilon: 1e-3,
      clipExponent: 0.25,
      weightDecay: 0.1,
      decoupledWeightDecay: true,
    },
  ],
  refused: [
    ...refusedMeans,
    [{ clipExponent: -0.1 }, 'clipExponent: got -0.1, expected a finite number ≥ 0'],
    [{ decoupledWeightDecay: 1 }, 'decoupledWeightDecay: got 1'],
  ],
});

const yogi = entry({
  name: 'yogi',
  optimizer: Yogi,
  optionSets: [
    {},
    { learningRate: 0.05 },
    { learningRate: 0.05, beta1: 0.8, beta2: 0.9, epsilon: 1e-2 },
    { learningRate: 0.05, beta2: 0.9, initialAccumulatorValue: 0 },
    {
      learningRate: 0.05,
      beta1: 0.7,
      beta2: 0.95,
      epsilon: 1e-4,
      initialAccumulatorValue: 0.1,
      weightDecay: 0.1,
    },
  ],
  refused: [
    ...refusedMeans,
    [
      { initialAccumulatorValue: -0.1 },
      'initialAccumulatorValue: got -0.1, expected a finite number ≥ 0',
    ],
  ],
});

/** Optimizers of `packages/optim/src/adam/denominator`. */
export const denominator: readonly Entry[] = [acprop, adaBelief, adopt, yogi];
