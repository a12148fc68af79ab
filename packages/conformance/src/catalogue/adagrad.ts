import { Adagrad } from '@nadir/optim';
import { entry } from './entry.js';
import { refusedRates } from './refused.js';

export const adagradEntry = entry({
  name: 'adagrad',
  rule: Adagrad.rule,
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
    [{ epsilon: 0 }, 'epsilon: got 0, expected a finite number > 0'],
    [{ epsilonInsideRoot: 'no' }, 'epsilonInsideRoot: got "no"'],
  ],
});
