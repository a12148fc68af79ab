import { type Trained, type TrainingInputs, train } from '../src/commands/train/loop.js';
import { objectiveFor } from '../src/training/objective.js';
import { defaultsOf } from '../src/training/optimizers.js';
import type { Options } from '../src/training/options.js';

/** Two classes that a line separates: the sign of the first feature. */
function examplesFrom(start: number, count: number) {
  const features = Float32Array.from({ length: 2 * count }, (_, i) => Math.sin(1 + start + 5 * i));
  const targets = Float64Array.from({ length: count }, (_, i) =>
    (features[2 * i] as number) > 0 ? 1 : 0,
  );
  return { features, targets };
}

const options: Options = {
  optimizer: { name: 'adamw', options: defaultsOf('adamw') },
  schedule: 'cosine',
  l1: 0,
  l2: 0,
  model: 'mlp',
  hidden: [16],
  dropout: 0.1,
  epochs: 10,
  batch: 32,
  patience: 0,
  seed: 0,
};

/** Trains on 100 examples, four batches in each of ten epochs, on the backend in use. */
export const trainSmall = (
  changes: Partial<Options> = {},
  inputs: Partial<TrainingInputs> = {},
): Promise<Trained> =>
  train(
    { ...options, ...changes },
    {
      widths: [2, 16, 2],
      objective: objectiveFor({
        ...{ column: 'side', task: 'classification', from: 'text' },
        classes: ['left', 'right'],
      }),
      train: examplesFrom(0, 100),
      validation: examplesFrom(1000, 40),
      signal: new AbortController().signal,
      ...inputs,
    },
  );
