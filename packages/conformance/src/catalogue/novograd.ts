import { NovoGrad } from '@nadir/optim';
import { entry } from './entry.js';
import { refusedMeans } from './refused.js';

export const novoGradEntry = entry({
  name: 'novograd',
  rule: NovoGrad.rule,
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
