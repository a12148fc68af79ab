import { RandomStreams } from '@nadir/core';
import { crossEntropy, Linear, meanSquaredError, ReLU, Sequential } from '@nadir/nn';
import { AdamW, SGD } from '@nadir/optim';
import { zerosLike } from '@tensorflow/tfjs-core';
import {
  accuracy,
  arrayDataset,
  auc,
  DataLoader,
  EarlyStopping,
  type Metric,
  r2,
  type Scores,
  type Split,
  Trainer,
} from '../src/index.js';
import { type Encoder, fit, type Plan } from '../src/tables/index.js';

/**
 * Trains a linear model and a network with one hidden layer on a table, takes the one that does better on the part for validation, and
 * scores it on the part for testing.
 */
export async function scoreOn(plan: Plan, split: Split): Promise<Scores> {
  const encoder = fit(plan, split.train);
  const dataOf = (rows: Uint32Array) => datasetOf(encoder, plan, rows);
  const isLarge = split.train.length > 20_000;
  const train = new DataLoader(dataOf(split.train), {
    batchSize: isLarge ? 512 : 64,
    shuffle: true,
    seed: 1,
  });
  const validation = new DataLoader(dataOf(split.validation), { batchSize: 1024 });
  const test = new DataLoader(dataOf(split.test), { batchSize: 1024 });
  let best: { readonly loss: number; readonly scores: Scores } | undefined;
  // With more features than examples, a hidden layer finds nothing beyond what a plane has.
  const isWide = encoder.width > split.train.length;
  for (const units of isWide ? [0] : [0, 64]) {
    const trainer = trainerOf(encoder, units, { epochs: isLarge ? 3 : 40, isWide });
    await trainer.fit(train, validation);
    const { loss } = await trainer.evaluate(validation);
    if (best === undefined || loss < best.loss)
      best = { loss, scores: await trainer.evaluate(test) };
  }
  return best?.scores as Scores;
}

/** @param units Those of the hidden layer; 0 for a linear model. */
function trainerOf(
  { width, target }: Encoder,
  units: number,
  { epochs, isWide }: { readonly epochs: number; readonly isWide: boolean },
): Trainer {
  const isNumber = target.task === 'regression';
  const outputs = isNumber ? 1 : target.classes.length;
  const random = new RandomStreams(1);
  const model =
    units === 0
      ? new Linear(width, outputs, { random })
      : new Sequential(
          new Linear(width, units, { random }),
          new ReLU(),
          new Linear(units, outputs, { random }),
        );
  if (isWide && model instanceof Linear) model.weight.assign(zerosLike(model.weight));
  const metrics: Record<string, Metric> = isNumber
    ? { r2: r2() }
    : outputs === 2
      ? { auc: auc() }
      : { accuracy: accuracy() };
  return new Trainer({
    model,
    // Adam moves every feature alike, also the many that tell nothing.
    optimizer: isWide
      ? new SGD(model, { learningRate: 1e-3, momentum: 0.9 })
      : new AdamW(model, { learningRate: 3e-3, weightDecay: 0.1 }),
    loss: (values, { targets }) =>
      isNumber ? meanSquaredError(values, targets) : crossEntropy(values, targets),
    metrics,
    epochs,
    callbacks: [new EarlyStopping({ patience: 5, restoreBest: true })],
  });
}

/** Rows as a model takes them, numbers to predict with mean 0 and deviation 1. */
function datasetOf(encoder: Encoder, { table }: Plan, rows: Uint32Array) {
  const { features, targets } = encoder.encode(table, rows);
  const { target } = encoder;
  const inputs = { values: features, shape: [encoder.width] };
  if (target.task === 'classification') {
    return arrayDataset({ inputs, targets: { values: targets as Int32Array } });
  }
  const values = (targets as Float32Array).map((value) => (value - target.mean) / target.deviation);
  return arrayDataset({ inputs, targets: { values, shape: [1] } });
}
