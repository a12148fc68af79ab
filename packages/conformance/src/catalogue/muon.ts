import { Muon } from '@nadir/optim';
import { entry } from './entry.js';
import { refusedRates } from './refused.js';

export const muonEntry = entry({
  name: 'muon',
  rule: Muon.rule,
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
    [{ epsilon: 0 }, 'epsilon: got 0, expected a finite number > 0'],
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
