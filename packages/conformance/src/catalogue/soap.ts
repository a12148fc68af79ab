import { SOAP } from '@nadir/optim';
import { entry } from './entry.js';
import { refusedRates } from './refused.js';

export const soapEntry = entry({
  name: 'soap',
  rule: SOAP.rule,
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
    [{ epsilon: 0 }, 'epsilon: got 0, expected a finite number > 0'],
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
