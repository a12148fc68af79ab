import { ScheduleFreeAdamW, ScheduleFreeSGD } from '@nadir/optim';
import { type Entry, entry } from './entry.js';
import { refusedAverages } from './refused.js';

const scheduleFreeAdamW = entry({
  name: 'schedule-free-adamw',
  optimizer: ScheduleFreeAdamW,
  optionSets: [
    {},
    { learningRate: 0.02, beta1: 0.7, beta2: 0.9, weightDecay: 0.01 },
    { learningRate: 0.02, warmupSteps: 4, r: 1 },
    {
      learningRate: 0.05,
      beta1: 0.8,
      beta2: 0.99,
      epsilon: 1e-6,
      weightDecay: 0.05,
      warmupSteps: 3,
      r: 0.5,
      weightLearningRatePower: 1.5,
    },
  ],
  refused: [
    ...refusedAverages,
    [{ beta1: 0 }, 'beta1: got 0, expected a number in (0, 1)'],
    [{ beta1: 1 }, 'beta1: got 1'],
    [{ beta2: 1 }, 'beta2: got 1'],
    [{ beta2: -0.1 }, 'beta2: got -0.1'],
    [{ epsilon: -1 }, 'epsilon: got -1'],
  ],
});

const scheduleFreeSGD = entry({
  name: 'schedule-free-sgd',
  optimizer: ScheduleFreeSGD,
  optionSets: [
    {},
    { learningRate: 0.2, momentum: 0.7, weightDecay: 0.01 },
    { learningRate: 0.3, warmupSteps: 4, r: 1 },
    {
      learningRate: 0.3,
      momentum: 0.8,
      weightDecay: 0.05,
      warmupSteps: 3,
      r: 0.5,
      weightLearningRatePower: 1.5,
    },
  ],
  refused: [
    ...refusedAverages,
    [{ momentum: 0 }, 'momentum: got 0, expected a number in (0, 1)'],
    [{ momentum: 1 }, 'momentum: got 1'],
  ],
});

/** Optimizers of `packages/optim/src/schedule-free`. */
export const scheduleFree: readonly Entry[] = [scheduleFreeAdamW, scheduleFreeSGD];
