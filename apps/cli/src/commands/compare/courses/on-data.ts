import type { DatasetInThree } from '../../../data/from-problem.js';
import { standardise } from '../../../data/scaler.js';
import { type RunConfig, widthsOf } from '../../../run/config.js';
import type { Examples } from '../../../training/batches.js';
import type { Scores } from '../../../training/metrics.js';
import { objectiveFor } from '../../../training/objective.js';
import { stepsOf, Training } from '../../../training/training.js';
import { measures } from '../measure/measure.js';
import type { Course, Reading, Setting } from './course.js';

/** Readings of a run, so that a curve shows its bends and a run is not held up. */
const readings = 40;

/** Steps from one reading to the next. */
export const stepsBetweenReadings = (steps: number): number => Math.ceil(steps / readings);

/** Training a network on a data set, as `nadir train` does, on the backend in use. */
export function dataCourse(
  config: Omit<RunConfig, 'optimizer'>,
  data: DatasetInThree,
  target: number,
): Course {
  const objective = objectiveFor(config.target);
  const widths = widthsOf(config);
  const [train, validation, test] = [data.train, data.validation, data.test].map(
    ({ features, targets }): Examples => ({
      features: standardise(features, config.features),
      targets,
    }),
  ) as [Examples, Examples, Examples];
  const steps = stepsOf(config, train.targets.length);
  const every = stepsBetweenReadings(steps);
  return {
    measure: measures[config.task === 'classification' ? 'accuracy' : 'R²'],
    target,
    steps,
    every,
    keeps: () => true,
    isReadingFree: false,
    start: 0,
    shapes: widths.slice(1).flatMap((width, i) => [[widths[i] as number, width], [width]]),
    begin(optimizer: Setting, seed: number) {
      const training = new Training({ ...config, optimizer, seed }, { widths, objective, train });
      return {
        step: () => training.takeStep(),
        read: async () => readingOf(await training.evaluate(validation)),
        test: async () => readingOf(await training.evaluate(test)),
        dispose() {
          training.dispose();
          training.model.dispose();
        },
      };
    },
  };
}

/** Where targets do not vary, there is no R²; nothing is explained then. */
const readingOf = ({ loss, accuracy, r2 }: Scores): Reading => ({
  value: accuracy ?? r2 ?? 0,
  loss,
});
