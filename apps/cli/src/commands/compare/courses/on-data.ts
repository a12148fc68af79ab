import type { DataLoader } from '@nadir/train';
import type { LearningData } from '../../../data/learning-data.js';
import { type RunConfig, widthsOf } from '../../../run/config.js';
import type { ExampleBatch, Examples } from '../../../training/examples.js';
import { measuringLoader } from '../../../training/loaders.js';
import { objectiveFor } from '../../../training/objective.js';
import type { Scores } from '../../../training/scores.js';
import { makeTraining, stepsOf } from '../../../training/training.js';
import { measures } from '../measure/measure.js';
import type { Course, Reading, Setting } from './course.js';

/** Readings of a run, so that a curve shows its bends and a run is not held up. */
const readings = 40;

/** Steps from one reading to the next. */
export const stepsBetweenReadings = (steps: number): number => Math.ceil(steps / readings);

/** Training a network on a data set, as `nadir train` does, on the backend in use. */
export function dataCourse(
  config: Omit<RunConfig, 'optimizer'>,
  { train, validation, test }: LearningData,
  goal: number | undefined,
): Course {
  const objective = objectiveFor(config.encoder.target);
  const widths = widthsOf(config);
  const steps = stepsOf(config, train.targets.length);
  const every = stepsBetweenReadings(steps);
  return {
    measure: measures[config.encoder.target.task === 'classification' ? 'accuracy' : 'R²'],
    ...(goal !== undefined && { goal }),
    steps,
    every,
    keeps: () => true,
    isReadingFree: false,
    start: 0,
    shapes: widths.slice(1).flatMap((width, i) => [[widths[i] as number, width], [width]]),
    begin(optimizer: Setting, seed: number) {
      const options = { ...config, optimizer, seed };
      const { model, trainer, loader, dispose } = makeTraining(options, {
        ...{ widths, objective, train },
      });
      const batches = endless(loader);
      const read = async (part: Examples) =>
        readingOf(objective.scores(await trainer.evaluate(measuringLoader(part, objective))));
      return {
        async step() {
          const { value: batch } = await batches.next();
          return trainer.takeStep(batch as ExampleBatch);
        },
        read: () => read(validation),
        ...(test.targets.length > 0 && { test: () => read(test) }),
        dispose() {
          void batches.return();
          dispose();
          model.dispose();
        },
      };
    },
  };
}

/** The batches of all epochs, one after the other. */
async function* endless(loader: DataLoader<ExampleBatch>) {
  for (let epoch = 1; ; epoch++) yield* loader.batches(epoch);
}

/** Where targets do not vary, there is no R²; nothing is explained then. */
const readingOf = ({ loss, accuracy, r2 }: Scores): Reading => ({
  value: accuracy ?? r2 ?? 0,
  loss,
});
