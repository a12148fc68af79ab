import { SGD } from '@nadir/optim';
import { entry } from './entry.js';
import { refusedRates } from './refused.js';

export const sgdEntry = entry({
  name: 'sgd',
  rule: SGD.rule,
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
    [{ momentum: 1 }, 'momentum: got 1, expected a number in [0, 1)'],
    [{ momentum: -0.9 }, 'momentum: got -0.9'],
    [{ momentum: 0.9, dampening: 1.5 }, 'dampening: got 1.5, expected a number in [0, 1]'],
    [{ momentum: 0.9, dampening: -0.5 }, 'dampening: got -0.5'],
    [{ weightDecay: -0.1 }, 'weightDecay: got -0.1'],
    [{ nesterov: true }, 'nesterov: got momentum 0 and dampening 0'],
    [{ nesterov: true, momentum: 0.9, dampening: 0.1 }, 'nesterov: got momentum 0.9'],
    [{ nesterov: 'yes' }, 'nesterov: got "yes"'],
    [{ momentumForm: 'keras' }, "momentumForm: got \"keras\", expected 'torch' or 'ema'"],
    [{ momentum: 0.9, momentumForm: 'ema', dampening: 0.5 }, 'dampening: got 0.5'],
    [{ momentum: 0.9, biasCorrection: true }, 'biasCorrection: got true'],
  ],
});
