import { Adadelta, Adagrad, FTRL, RMSprop } from '@nadir/optim';
import { type Entry, entry } from './entry.js';
import { refusedRates } from './refused.js';

const adadelta = entry({
  name: 'adadelta',
  optimizer: Adadelta,
  optionSets: [
    {},
    { learningRate: 10, rho: 0.5 },
    { learningRate: 0.5, epsilon: 1e-3, weightDecay: 0.1 },
    { learningRate: 5, rho: 0.8, epsilon: 1e-5, weightDecay: 0.01 },
  ],
  refused: [
    ...refusedRates,
    [{ rho: 1.1 }, 'rho: got 1.1, expected a number in [0, 1]'],
    [{ rho: -0.1 }, 'rho: got -0.1'],
    [{ epsilon: -1e-8 }, 'epsilon: got -1e-8, expected a finite number ≥ 0'],
    [{ weightDecay: -0.1 }, 'weightDecay: got -0.1'],
  ],
});

const adagrad = entry({
  name: 'adagrad',
  optimizer: Adagrad,
  optionSets: [
    {},
    { learningRate: 0.1, learningRateDecay: 0.1 },
    { learningRate: 0.1, weightDecay: 0.1, epsilon: 1e-3 },
    { learningRate: 0.1, initialAccumulatorValue: 0.1, epsilon: 1e-7, epsilonInsideRoot: true },
    {
      learningRate: 0.1,
      learningRateDecay: 0.01,
      weightDecay: 0.01,
      initialAccumulatorValue: 0.5,
      epsilon: 1e-6,
      epsilonInsideRoot: true,
    },
  ],
  refused: [
    ...refusedRates,
    [{ learningRateDecay: -0.1 }, 'learningRateDecay: got -0.1, expected a finite number ≥ 0'],
    [{ weightDecay: -0.1 }, 'weightDecay: got -0.1'],
    [{ initialAccumulatorValue: -0.1 }, 'initialAccumulatorValue: got -0.1'],
    [{ initialAccumulatorValue: Infinity }, 'initialAccumulatorValue: got Infinity'],
    [{ epsilon: -1e-8 }, 'epsilon: got -1e-8, expected a finite number ≥ 0'],
    [{ epsilonInsideRoot: 'no' }, 'epsilonInsideRoot: got "no"'],
  ],
});

const ftrl = entry({
  name: 'ftrl',
  optimizer: FTRL,
  reachesZeros: true,
  optionSets: [
    {},
    { learningRate: 0.1, beta: 1 },
    { learningRate: 1, initialAccumulatorValue: 0.1 },
    { learningRate: 0.5, l1: 0.01 },
    { learningRate: 0.5, l2: 0.01, l2Shrinkage: 0.02 },
    {
      learningRate: 1,
      initialAccumulatorValue: 0.1,
      beta: 0.5,
      l1: 0.01,
      l2: 0.01,
      l2Shrinkage: 0.01,
    },
  ],
  refused: [
    ...refusedRates,
    [
      { initialAccumulatorValue: -0.1 },
      'initialAccumulatorValue: got -0.1, expected a finite number ≥ 0',
    ],
    [{ beta: -0.1 }, 'beta: got -0.1, expected a finite number ≥ 0'],
    [{ l1: -0.1 }, 'l1: got -0.1, expected a finite number ≥ 0'],
    [{ l2: -0.1 }, 'l2: got -0.1, expected a finite number ≥ 0'],
    [{ l2Shrinkage: -0.1 }, 'l2Shrinkage: got -0.1, expected a finite number ≥ 0'],
  ],
});

export const rmsprop = entry({
  name: 'rmsprop',
  optimizer: RMSprop,
  optionSets: [
    {},
    { learningRate: 0.02, alpha: 0.9 },
    { learningRate: 0.01, weightDecay: 0.1, epsilon: 1e-3 },
    { learningRate: 0.01, momentum: 0.9 },
    { learningRate: 0.02, centered: true },
    { learningRate: 0.01, centered: true, momentum: 0.5 },
    { learningRate: 0.02, alpha: 0.95, epsilonInsideRoot: true },
    {
      learningRate: 0.01,
      alpha: 0.95,
      epsilon: 1e-6,
      weightDecay: 0.01,
      momentum: 0.8,
      centered: true,
      epsilonInsideRoot: true,
    },
  ],
  refused: [
    ...refusedRates,
    [{ alpha: 1.1 }, 'alpha: got 1.1, expected a number in [0, 1]'],
    [{ alpha: -0.1 }, 'alpha: got -0.1'],
    [{ epsilon: -1e-8 }, 'epsilon: got -1e-8, expected a finite number ≥ 0'],
    [{ weightDecay: -0.1 }, 'weightDecay: got -0.1'],
    [{ momentum: -0.5 }, 'momentum: got -0.5'],
    [{ centered: 1 }, 'centered: got 1'],
    [{ epsilonInsideRoot: 'no' }, 'epsilonInsideRoot: got "no"'],
  ],
});

/** Optimizers of `packages/optim/src/adaptive`. */
export const adaptive: readonly Entry[] = [adadelta, adagrad, ftrl, rmsprop];
