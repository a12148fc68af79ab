import { ScheduleFreeSGD } from '@nadir/optim';
import { entry } from './entry.js';
import { refusedAverages } from './refused.js';

export const scheduleFreeSGDEntry = entry({
  name: 'schedule-free-sgd',
  rule: ScheduleFreeSGD.rule,
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
