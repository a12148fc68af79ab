import { MARS } from '@nadir/optim';
import { entry } from './entry.js';
import { refusedMeans } from './refused.js';

export const marsEntry = entry({
  name: 'mars',
  rule: MARS.rule,
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
