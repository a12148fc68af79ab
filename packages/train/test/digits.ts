import { RandomStreams } from '@nadir/core';
import { crossEntropy, Dropout, Linear, ReLU, Sequential } from '@nadir/nn';
import { AdamW } from '@nadir/optim';
import { WeightAverage } from '@nadir/optim/averages';
import { cosine } from '@nadir/optim/schedules';
import { digits } from '@nadir/problems';
import {
  accuracy,
  arrayDataset,
  type Callback,
  DataLoader,
  Trainer,
  type TrainerOptions,
} from '../src/index.js';

const { train, test } = digits();
const part = ({ features, labels }: typeof train, from: number, to: number) =>
  arrayDataset({
    inputs: { values: features.slice(64 * from, 64 * to), shape: [64] },
    targets: { values: Int32Array.from(labels.subarray(from, to)) },
  });

/** The first digits, small enough for a test: 7 batches an epoch, the last one of 8. */
export const loaders = () => ({
  train: new DataLoader(part(train, 0, 200), {
    batchSize: 32,
    shuffle: true,
    seed: 3,
    prefetch: 2,
  }),
  validation: new DataLoader(part(test, 0, 50), { batchSize: 20 }),
});

/** A training with everything that has a state: dropout, a schedule, an average, callbacks. */
export function training(
  options: Partial<TrainerOptions> = {},
  callbacks: readonly Callback[] = [],
) {
  const random = new RandomStreams(5);
  const model = new Sequential(
    new Linear(64, 16, { random }),
    new ReLU(),
    new Dropout(0.2, { random }),
    new Linear(16, 10, { random }),
  );
  const optimizer = new AdamW(model, {
    learningRate: cosine({ from: 0.02, steps: 100 }),
    weightDecay: 0.01,
  });
  const average = new WeightAverage(model, { kind: 'ema', decay: 0.9 });
  const trainer = new Trainer({
    model,
    optimizer,
    average,
    loss: (outputs, { targets }) => crossEntropy(outputs, targets),
    metrics: { accuracy: accuracy() },
    epochs: 3,
    callbacks,
    ...options,
  });
  return { model, optimizer, average, trainer };
}
