import { Muon, Shampoo, SOAP } from '@nadir/optim';
import { type Entry, entry } from './entry.js';
import { refusedEpsilons, refusedRates } from './refused.js';

const muon = entry({
  name: 'muon',
  optimizer: Muon,
  takesLong: true,
  optionSets: [
    {},
    { learningRate: 0.02, weightDecay: 0 },
    { learningRate: 0.02, momentum: 0.8, nesterov: false },
    { learningRate: 0.02, nsCoefficients: [1.875, -1.25, 0.375], nsSteps: 8 },
    {
      learningRate: 0.02,
      weightDecay: 0.05,
      momentum: 0.9,
      nesterov: false,
      nsCoefficients: [3.4, -4.7, 2],
      nsSteps: 6,
      epsilon: 1e-5,
      adjustLearningRate: 'matchRmsAdamw',
    },
  ],
  refused: [
    ...refusedRates,
    [{ weightDecay: -0.1 }, 'weightDecay: got -0.1'],
    [{ momentum: 1 }, 'momentum: got 1, expected a number in [0, 1)'],
    [{ nesterov: 1 }, 'nesterov: got 1'],
    [{ nsCoefficients: [1, 2] }, 'nsCoefficients: got [1, 2], expected three numbers'],
    [{ nsCoefficients: 3 }, 'nsCoefficients: got 3'],
    [{ nsSteps: 1.5 }, 'nsSteps: got 1.5'],
    [{ nsSteps: -1 }, 'nsSteps: got -1'],
    [{ nsSteps: 100 }, 'nsSteps: got 100, expected an integer < 100'],
    ...refusedEpsilons,
    [
      { adjustLearningRate: 'match_rms_adamw' },
      "adjustLearningRate: got \"match_rms_adamw\", expected 'original' or 'matchRmsAdamw'",
    ],
  ],
  shapes: [
    [4, 3],
    [2, 5],
    [3, 3],
  ],
  // The polynomial amplifies what rounding leaves of a small singular value: at its steepest by
  // 3.4445 each time, 3.4⁶ = 1500 in six. That is 2e-4 of a step of 0.02, and steps add up.
  tolerance: { relative: 1e-5, absolute: 1e-5 },
});

const shampoo = entry({
  name: 'shampoo',
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
    ...refusedEpsilons,
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

const soap = entry({
  name: 'soap',
  optimizer: SOAP,
  optionSets: [
    {},
    { learningRate: 0.05, beta1: 0.8, beta2: 0.9, preconditionFrequency: 2 },
    {
      learningRate: 0.02,
      beta1: 0.9,
      beta2: 0.99,
      shampooBeta: 0.9,
      epsilon: 1e-6,
      weightDecay: 0.02,
      preconditionFrequency: 3,
      maxPreconditionerDim: 12,
      normalizeGradients: true,
      correctBias: false,
    },
  ],
  refused: [
    ...refusedRates,
    [{ beta1: 1 }, 'beta1: got 1, expected a number in [0, 1)'],
    [{ beta2: 1 }, 'beta2: got 1, expected a number in [0, 1)'],
    [{ shampooBeta: 1 }, 'shampooBeta: got 1, expected a number in [0, 1)'],
    [{ shampooBeta: -0.5 }, 'shampooBeta: got -0.5'],
    ...refusedEpsilons,
    [{ weightDecay: -0.1 }, 'weightDecay: got -0.1'],
    [{ preconditionFrequency: 0 }, 'preconditionFrequency: got 0'],
    [{ maxPreconditionerDim: 1.5 }, 'maxPreconditionerDim: got 1.5'],
    [{ normalizeGradients: 1 }, 'normalizeGradients: got 1'],
    [{ correctBias: 0 }, 'correctBias: got 0'],
  ],
  // Of equal eigenvalues the basis is free: no first gradient here leaves more than one direction without any.
  comparedOn: [[], [5], [4, 3], [5, 5, 7]],
  evenGradients: true,
  takesLong: true,
  // An eigenvector is as exact as its eigenvalue is far from others: with a tenth of the largest between them, ten times
  // the rounding of float32; and a gradient that is small in its direction is divided by its own size.
  tolerance: { relative: 1e-5, absolute: 1e-5 },
});

/** Optimizers of `packages/optim/src/matrix`. */
export const matrix: readonly Entry[] = [muon, shampoo, soap];
