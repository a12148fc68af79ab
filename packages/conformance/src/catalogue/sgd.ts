import { ASGD, Fromage, LARS, Rprop, SGD } from '@nadir/optim';
import { type Entry, entry } from './entry.js';
import { refusedEpsilons, refusedRates } from './refused.js';

const asgd = entry({
  name: 'asgd',
  optimizer: ASGD,
  optionSets: [
    {},
    { learningRate: 0.1, lambda: 0.01, t0: 2 },
    { learningRate: 0.1, lambda: 0, weightDecay: 0.1 },
    { learningRate: 0.1, lambda: 0.01, alpha: 0.5, t0: 3, weightDecay: 0.01 },
  ],
  refused: [
    ...refusedRates,
    [{ lambda: -0.1 }, 'lambda: got -0.1, expected a finite number ≥ 0'],
    [{ alpha: -0.5 }, 'alpha: got -0.5'],
    [{ t0: -1 }, 't0: got -1'],
    [{ t0: Infinity }, 't0: got Infinity'],
    [{ weightDecay: -0.1 }, 'weightDecay: got -0.1'],
  ],
});

const fromage = entry({
  name: 'fromage',
  optimizer: Fromage,
  optionSets: [
    {},
    { learningRate: 0.05 },
    { learningRate: 0.02, normBound: 2 },
    { learningRate: 0.05, normBound: 1.25 },
  ],
  refused: [
    ...refusedRates,
    [{ normBound: -0.1 }, 'normBound: got -0.1, expected a finite number ≥ 0'],
  ],
});

const lars = entry({
  name: 'lars',
  optimizer: LARS,
  optionSets: [
    {},
    { learningRate: 0.05, weightDecay: 0.01, trustCoefficient: 0.1 },
    { learningRate: 0.1, momentum: 0.9, alwaysAdapt: true, trustCoefficient: 0.05, epsilon: 0.1 },
    {
      learningRate: 0.1,
      momentum: 0.8,
      dampening: 0.5,
      weightDecay: 0.1,
      trustCoefficient: 0.2,
      trustClip: true,
    },
    {
      learningRate: 0.5,
      momentum: 0.9,
      momentumForm: 'ema',
      biasCorrection: true,
      weightDecay: 0.1,
      trustCoefficient: 0.1,
    },
    {
      learningRate: 0.2,
      momentum: 0.9,
      nesterov: true,
      weightDecay: 0.01,
      trustCoefficient: 0.05,
      epsilon: 1e-6,
      trustClip: true,
      alwaysAdapt: true,
    },
  ],
  refused: [
    ...refusedRates,
    [{ momentum: 1, momentumForm: 'ema' }, 'momentum: got 1, expected a number in [0, 1)'],
    [{ weightDecay: -0.1 }, 'weightDecay: got -0.1, expected a finite number ≥ 0'],
    [{ trustCoefficient: 0 }, 'trustCoefficient: got 0, expected a finite number > 0'],
    ...refusedEpsilons,
    [{ trustClip: 1 }, 'trustClip: got 1'],
    [{ alwaysAdapt: 1 }, 'alwaysAdapt: got 1'],
    [{ momentum: 0.9, dampening: Infinity }, 'dampening: got Infinity'],
    [{ nesterov: true }, 'nesterov: got momentum 0 and dampening 0'],
    [{ momentumForm: 'keras' }, 'momentumForm: got "keras"'],
    [{ momentum: 0.9, biasCorrection: true }, 'biasCorrection: got true'],
  ],
});

const rprop = entry({
  name: 'rprop',
  optimizer: Rprop,
  waitsAtNaN: true,
  optionSets: [
    {},
    { learningRate: 0.05, etaMinus: 0.4, etaPlus: 1.1 },
    { learningRate: 0.05, stepSizeMin: 1e-4, stepSizeMax: 0.1 },
    { learningRate: 0.05, etaMinus: 0.3, etaPlus: 2.5, stepSizeMin: 1e-5, stepSizeMax: 0.5 },
  ],
  refused: [
    ...refusedRates,
    [{ etaMinus: 0 }, 'etaMinus: got 0, expected a finite number in (0, 1)'],
    [{ etaMinus: 1 }, 'etaMinus: got 1'],
    [{ etaPlus: 1 }, 'etaPlus: got 1, expected a finite number > 1'],
    [{ etaPlus: Infinity }, 'etaPlus: got Infinity'],
    [{ stepSizeMin: -1e-6 }, 'stepSizeMin: got -0.000001'],
    [{ stepSizeMax: -1 }, 'stepSizeMax: got -1'],
    [{ stepSizeMin: 0.2, stepSizeMax: 0.1 }, 'stepSizeMax: got 0.1, expected a finite number ≥'],
  ],
});

const sgd = entry({
  name: 'sgd',
  optimizer: SGD,
  optionSets: [
    {},
    { learningRate: 0.1 },
    { learningRate: 0.05, weightDecay: 0.1 },
    { learningRate: 0.1, momentum: 0.9 },
    { learningRate: 0.1, momentum: 0.8, dampening: 0.5 },
    { learningRate: 0.05, momentum: 0.9, dampening: 1 },
    { learningRate: 0.1, momentum: 0.9, momentumForm: 'ema' },
    { learningRate: 0.05, momentum: 0.9, momentumForm: 'ema', nesterov: true },
    { learningRate: 0.1, momentum: 0.7, momentumForm: 'ema', biasCorrection: true },
    { learningRate: 0.05, momentum: 0.9, nesterov: true, weightDecay: 0.01 },
  ],
  refused: [
    ...refusedRates,
    [{ learningRate: '0.1' }, 'learningRate: got "0.1"'],
    [{ momentum: 1, momentumForm: 'ema' }, 'momentum: got 1, expected a number in [0, 1)'],
    [{ momentum: -0.9 }, 'momentum: got -0.9'],
    [{ momentum: 0.9, dampening: Infinity }, 'dampening: got Infinity, expected a finite number'],
    [{ weightDecay: -0.1 }, 'weightDecay: got -0.1'],
    [{ nesterov: true }, 'nesterov: got momentum 0 and dampening 0'],
    [{ nesterov: true, momentum: 0.9, dampening: 0.1 }, 'nesterov: got momentum 0.9'],
    [{ nesterov: 'yes' }, 'nesterov: got "yes"'],
    [{ momentumForm: 'keras' }, "momentumForm: got \"keras\", expected 'torch' or 'ema'"],
    [{ momentum: 0.9, momentumForm: 'ema', dampening: 0.5 }, 'dampening: got 0.5'],
    [{ momentum: 0.9, biasCorrection: true }, 'biasCorrection: got true'],
  ],
});

/** Optimizers of `packages/optim/src/sgd`. */
export const sgdFamily: readonly Entry[] = [asgd, fromage, lars, rprop, sgd];
