import { Lion, Lion8bit, Signum, Tiger } from '@nadir/optim';
import { manyShapes } from '../numbers.js';
import { type Entry, entry } from './entry.js';
import { refusedDecay, refusedLion, refusedRates } from './refused.js';

const lion8bit = entry({
  name: 'lion-8bit',
  optimizer: Lion8bit,
  takesLong: true,
  // The first of them is more than one block of bytes.
  comparedOn: [[300], ...manyShapes],
  optionSets: [
    {},
    { learningRate: 0.01, everySize: true },
    { learningRate: 0.02, beta1: 0.5, beta2: 0.9, weightDecay: 0.1, everySize: true },
  ],
  refused: [...refusedLion, [{ everySize: 1 }, 'everySize: got 1']],
});

const lion = entry({
  name: 'lion',
  optimizer: Lion,
  optionSets: [
    {},
    { learningRate: 0.02 },
    { learningRate: 0.02, beta1: 0.5, beta2: 0.8 },
    { learningRate: 0.05, beta1: 0, beta2: 0, weightDecay: 0.1 },
    { learningRate: 0.02, beta1: 0.8, beta2: 0.9, weightDecay: 0.2 },
  ],
  refused: refusedLion,
});

const signum = entry({
  name: 'signum',
  optimizer: Signum,
  optionSets: [
    {},
    { learningRate: 0.02 },
    { learningRate: 0.02, beta: 0 },
    { learningRate: 0.02, beta: 0.5, weightDecay: 0.1 },
  ],
  refused: [
    ...refusedRates,
    [{ beta: 1 }, 'beta: got 1, expected a number in [0, 1)'],
    ...refusedDecay,
  ],
});

const tiger = entry({
  name: 'tiger',
  optimizer: Tiger,
  optionSets: [
    {},
    { learningRate: 0.02 },
    { learningRate: 0.02, beta: 0, weightDecay: 0 },
    { learningRate: 0.02, beta: 0.5, weightDecay: 0.1 },
  ],
  refused: [
    ...refusedRates,
    [{ beta: 1 }, 'beta: got 1, expected a number in [0, 1)'],
    ...refusedDecay,
  ],
});

/** Optimizers of `packages/optim/src/sign`. */
export const sign: readonly Entry[] = [lion8bit, lion, signum, tiger];
