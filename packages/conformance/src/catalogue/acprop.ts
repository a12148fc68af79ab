import { ACProp } from '@nadir/optim';
import { entry } from './entry.js';
import { refusedMeans } from './refused.js';

export const acpropEntry = entry({
  name: 'acprop',
  rule: ACProp.rule,
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
