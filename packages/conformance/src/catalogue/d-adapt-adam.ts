import { DAdaptAdam } from '@nadir/optim';
import { entry } from './entry.js';
import { refusedDistances } from './refused.js';

export const dAdaptAdamEntry = entry({
  name: 'd-adapt-adam',
  rule: DAdaptAdam.rule,
  optimizer: DAdaptAdam,
  optionSets: [
    {},
    { d0: 0.01, biasCorrection: true, beta1: 0.8, beta2: 0.99 },
    { d0: 0.01, weightDecay: 0.1 },
    {
      learningRate: 0.5,
      beta1: 0.8,
      beta2: 0.99,
      epsilon: 1e-6,
      weightDecay: 0.05,
      decoupledWeightDecay: true,
      d0: 0.01,
      growthRate: 2.5,
      biasCorrection: true,
    },
  ],
  refused: refusedDistances,
});
