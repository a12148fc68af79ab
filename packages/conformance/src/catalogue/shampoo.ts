import { Shampoo } from '@nadir/optim';
import { entry } from './entry.js';
import { refusedRates } from './refused.js';

export const shampooEntry = entry({
  name: 'shampoo',
  rule: Shampoo.rule,
  optimizer: Shampoo,
  optionSets: [
    {},
    { learningRate: 0.1, beta1: 0, epsilon: 1e-3 },
    { learningRate: 0.02, beta2: 0.9, grafting: 'adam', weightDecay: 0.01, epsilon: 0.01 },
    { learningRate: 0.05, grafting: 'sgd', preconditionFrequency: 3, epsilon: 0.1 },
    { learningRate: 0.05, grafting: 'adagrad', maxPreconditionerDim: 12 },
    {
      learningRate: 0.02,
      beta1: 0.8,
      beta2: 0.95,
      epsilon: 0.05,
      weightDecay: 0.02,
      preconditionFrequency: 2,
      maxPreconditionerDim: 200,
      grafting: 'rmsprop',
      graftingBeta2: 0.9,
      graftingEpsilon: 1e-6,
    },
  ],
  refused: [
    ...refusedRates,
    [{ beta1: 1 }, 'beta1: got 1, expected a number in [0, 1)'],
    [{ beta2: 1.1 }, 'beta2: got 1.1, expected a number in [0, 1]'],
    [{ epsilon: 0 }, 'epsilon: got 0, expected a finite number > 0'],
    [{ weightDecay: -0.1 }, 'weightDecay: got -0.1'],
    [{ preconditionFrequency: 0 }, 'preconditionFrequency: got 0'],
    [{ preconditionFrequency: 1.5 }, 'preconditionFrequency: got 1.5'],
    [{ maxPreconditionerDim: 0 }, 'maxPreconditionerDim: got 0'],
    [{ grafting: 'lion' }, 'grafting: got "lion"'],
    [{ graftingBeta2: 1 }, 'graftingBeta2: got 1'],
    [{ graftingEpsilon: 0 }, 'graftingEpsilon: got 0'],
  ],
  // The interpreter decomposes a matrix of n × n for each dimension of n.
  comparedOn: [[], [1], [5], [17], [7, 13], [2, 3, 4]],
  evenGradients: true,
  takesLong: true,
  // A root is as exact as its largest eigenvalue has digits. With statistics that are singular but for ε and what rounding
  // leaves, this is that of directions without a gradient: √(1e6) times that of the others for a vector.
  tolerance: { relative: 5e-5, absolute: 5e-5 },
});
