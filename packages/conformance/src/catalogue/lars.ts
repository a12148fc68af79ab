import { LARS } from '@nadir/optim';
import { entry } from './entry.js';
import { refusedRates } from './refused.js';

export const larsEntry = entry({
  name: 'lars',
  rule: LARS.rule,
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
    [{ momentum: 1 }, 'momentum: got 1, expected a number in [0, 1)'],
    [{ weightDecay: -0.1 }, 'weightDecay: got -0.1, expected a finite number ≥ 0'],
    [{ trustCoefficient: 0 }, 'trustCoefficient: got 0, expected a finite number > 0'],
    [{ epsilon: 0 }, 'epsilon: got 0, expected a finite number > 0'],
    [{ trustClip: 1 }, 'trustClip: got 1'],
    [{ alwaysAdapt: 1 }, 'alwaysAdapt: got 1'],
    [{ momentum: 0.9, dampening: 1.5 }, 'dampening: got 1.5'],
    [{ nesterov: true }, 'nesterov: got momentum 0 and dampening 0'],
    [{ momentumForm: 'keras' }, 'momentumForm: got "keras"'],
    [{ momentum: 0.9, biasCorrection: true }, 'biasCorrection: got true'],
  ],
});
