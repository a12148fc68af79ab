import { RandomStreams } from '@nadir/core';
import { crossEntropy, Linear, meanSquaredError, ReLU, Sequential } from '@nadir/nn';
import { AdamW } from '@nadir/optim';
import {
  accuracy,
  arrayDataset,
  auc,
  DataLoader,
  EarlyStopping,
  r2,
  type Scores,
  type Split,
  Trainer,
} from '../src/index.js';
import { type Encoder, fit, type Plan } from '../src/tables/index.js';

/**
 * Trains a network with one hidden layer on a table, chooses its epoch on the part for validation, and scores it on the part for
 * testing.
 */
export async function scoreOn(plan: Plan, split: Split): Promise<Scores> {
  const encoder = fit(plan, split.train);
  const { task, classes } = plan.target;
  const dataOf = (rows: Uint32Array) => datasetOf(encoder, plan, rows);
  const isLarge = split.train.length > 20_000;
  const random = new RandomStreams(1);
  const model = new Sequential(
    new Linear(encoder.width, 64, { random }),
    new ReLU(),
    new Linear(64, task === 'regression' ? 1 : classes.size, { random }),
  );
  const trainer = new Trainer({
    model,
    optimizer: new AdamW(model, { learningRate: 5e-3, weightDecay: 0.1 }),
    loss: (outputs, { targets }) =>
      task === 'regression' ? meanSquaredError(outputs, targets) : crossEntropy(outputs, targets),
    metrics:
      task === 'regression'
        ? { r2: r2() }
        : { accuracy: accuracy(), ...(classes.size === 2 && { auc: auc() }) },
    epochs: isLarge ? 3 : 20,
    callbacks: [new EarlyStopping({ patience: 8, restoreBest: true })],
  });
  const batchSize = isLarge ? 512 : 64;
  const train = new DataLoader(dataOf(split.train), { batchSize, shuffle: true, seed: 1 });
  const validation = new DataLoader(dataOf(split.validation), { batchSize: 1024 });
  await trainer.fit(train, validation);
  return trainer.evaluate(new DataLoader(dataOf(split.test), { batchSize: 1024 }));
}

/** Rows as a model takes them, numbers to predict with mean 0 and deviation 1. */
function datasetOf(encoder: Encoder, { table }: Plan, rows: Uint32Array) {
  const { features, targets } = encoder.encode(table, rows);
  const { target } = encoder;
  const inputs = { values: features, shape: [encoder.width] };
  if (target.task === 'classification')
    return arrayDataset({ inputs, targets: { values: targets as Int32Array } });
  const values = (targets as Float32Array).map((value) => (value - target.mean) / target.deviation);
  return arrayDataset({ inputs, targets: { values, shape: [1] } });
}
