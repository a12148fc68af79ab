import { RandomStreams } from '@nadir/core';
import { BatchNorm, crossEntropy, Dropout, Linear, ReLU, Sequential } from '@nadir/nn';
import { AdamW } from '@nadir/optim';
import { WeightAverage } from '@nadir/optim/averages';
import { cosine } from '@nadir/optim/schedules';
import { clipByGlobalNorm } from '@nadir/optim/transforms';
import { arrayDataset, Checkpoint, DataLoader, EarlyStopping, resume, Trainer } from '@nadir/train';
import { CheckpointFolder } from '@nadir/train/node';

/** What a training has come to. */
export interface Trained {
  /** By name, the weights and running statistics. */
  readonly weights: Readonly<Record<string, readonly number[]>>;
  readonly resumedFrom: string | undefined;
  readonly rejected: number;
}

const count = 40;
const values = Float32Array.from({ length: count * 4 }, (_, i) => ((i * 7) % 11) / 11 - 0.5);
const labels = Int32Array.from({ length: count }, (_, i) => i % 3);
const data = arrayDataset({
  inputs: { values, shape: [4] },
  targets: { values: labels },
});

/**
 * A training of 15 steps that has something of everything a checkpoint holds, from the newest one in a folder on. Files of it
 * are kept, so it does not change.
 */
export async function trainSaved(folder: string): Promise<Trained> {
  const random = new RandomStreams(1);
  const model = new Sequential(
    new Linear(4, 6, { random }),
    new BatchNorm(6),
    new ReLU(),
    new Dropout(0.2, { random }),
    new Linear(6, 3, { random }),
  );
  const store = new CheckpointFolder(folder);
  const trainer = new Trainer({
    model,
    optimizer: new AdamW(model, {
      learningRate: cosine({ from: 0.05, steps: 15 }),
      clip: clipByGlobalNorm(1),
    }),
    average: new WeightAverage(model, { kind: 'ema', decay: 0.9 }),
    loss: (outputs, { targets }) => crossEntropy(outputs, targets),
    epochs: 3,
    callbacks: [
      new EarlyStopping({ monitor: 'validation.loss', patience: 9 }),
      new Checkpoint(store, { every: 7, keep: 9 }),
    ],
  });
  const { name, rejected } = await resume(trainer, store);
  const loader = new DataLoader(data, { batchSize: 8, shuffle: true, seed: 2 });
  await trainer.fit(loader, new DataLoader(data, { batchSize: 20 }));
  const state = model.stateDict();
  const weights = Object.fromEntries(
    Object.entries(state).map(([key, tensor]) => [key, Array.from(tensor.dataSync())]),
  );
  return { weights, resumedFrom: name, rejected: rejected.length };
}
