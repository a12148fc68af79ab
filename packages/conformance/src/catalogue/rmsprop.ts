import { RMSprop } from '@nadir/optim';
import { entry } from './entry.js';
import { refusedRates } from './refused.js';

export const rmspropEntry = entry({
  name: 'rmsprop',
  rule: RMSprop.rule,
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
    [{ alpha: 1 }, 'alpha: got 1, expected a number in [0, 1)'],
    [{ alpha: -0.1 }, 'alpha: got -0.1'],
    [{ epsilon: 0 }, 'epsilon: got 0, expected a finite number > 0'],
    [{ weightDecay: -0.1 }, 'weightDecay: got -0.1'],
    [{ momentum: 1 }, 'momentum: got 1, expected a number in [0, 1)'],
    [{ momentum: -0.5 }, 'momentum: got -0.5'],
    [{ centered: 1 }, 'centered: got 1'],
    [{ epsilonInsideRoot: 'no' }, 'epsilonInsideRoot: got "no"'],
  ],
});
