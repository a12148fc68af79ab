import { Adafactor } from '@nadir/optim';
import { entry } from './entry.js';

export const adafactorEntry = entry({
  name: 'adafactor',
  rule: Adafactor.rule,
  optimizer: Adafactor,
  optionSets: [
    {},
    { learningRate: 0.1, weightDecay: 0.1 },
    { learningRate: 0.05, beta2Decay: -0.5, clipThreshold: 2 },
    {
      learningRate: 0.05,
      beta2Decay: -0.6,
      epsilon1: 1e-3,
      epsilon2: 0.5,
      clipThreshold: 2,
      weightDecay: 0.01,
    },
  ],
  refused: [
    [{ learningRate: -1 }, 'learningRate: got -1'],
    [{ beta2Decay: 0.1 }, 'beta2Decay: got 0.1, expected a finite number ≤ 0'],
    [{ epsilon1: 0 }, 'epsilon1: got 0, expected a finite number > 0'],
    [{ epsilon2: -1e-3 }, 'epsilon2: got -0.001'],
    [{ clipThreshold: 0.5 }, 'clipThreshold: got 0.5, expected a finite number ≥ 1'],
    [{ weightDecay: -0.1 }, 'weightDecay: got -0.1'],
    [{ weightDecay: Infinity }, 'weightDecay: got Infinity'],
  ],
  // Means over rows and columns are added in another order on each backend.
  tolerance: { relative: 2e-6, absolute: 2e-7 },
});
