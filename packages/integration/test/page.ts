import { register } from '@nadir/backend-cpu';
import { RandomStreams } from '@nadir/core';
import { crossEntropy, Dropout, Linear, ReLU, Sequential } from '@nadir/nn';
import { AdamW } from '@nadir/optim';
import { cosine } from '@nadir/optim/schedules';
import { digits } from '@nadir/problems';
import { arrayDataset, type Callback, Checkpoint, DataLoader, resume, Trainer } from '@nadir/train';
import { OpfsStore } from '@nadir/train/browser';
import * as tf from '@tensorflow/tfjs';

/** What a test asks of the page. */
export interface TrainingPage {
  /** Steps taken so far, in this life of the page and those before. */
  readonly steps: number;
  /** Step at which this life of the page began. */
  readonly began: number;
  /** The weights at the end, once it has come. */
  readonly weights: readonly number[] | undefined;
  /** What has gone wrong. */
  readonly error: string | undefined;
}

const page: { -readonly [Name in keyof TrainingPage]: TrainingPage[Name] } = {
  steps: 0,
  began: 0,
  weights: undefined,
  error: undefined,
};
Object.assign(globalThis, { page });

/** Trains on digits, slowly enough that a page can be left within it, and goes on where it was left. */
async function train(): Promise<void> {
  await tf.setBackend('cpu');
  register();
  const { features, labels } = digits().train;
  const data = arrayDataset({
    inputs: { values: features.slice(0, 64 * 200), shape: [64] },
    targets: { values: Int32Array.from(labels.subarray(0, 200)) },
  });
  const random = new RandomStreams(1);
  const model = new Sequential(
    new Linear(64, 16, { random }),
    new ReLU(),
    new Dropout(0.2, { random }),
    new Linear(16, 10, { random }),
  );
  const slow: Callback = {
    name: 'slow',
    async onStep(_, { step }) {
      page.steps = step;
      await new Promise((resolve) => setTimeout(resolve, 10));
    },
  };
  const store = new OpfsStore('runs/page');
  const trainer = new Trainer({
    model,
    optimizer: new AdamW(model, { learningRate: cosine({ from: 0.01, steps: 100 }) }),
    loss: (outputs, { targets }) => crossEntropy(outputs, targets),
    steps: 100,
    callbacks: [new Checkpoint(store, { every: 10 }), slow],
  });
  await resume(trainer, store);
  page.began = trainer.progress.step;
  await trainer.fit(new DataLoader(data, { batchSize: 20, shuffle: true }));
  page.weights = Object.values(model.stateDict()).flatMap((one) => [...one.dataSync()]);
}

train().catch((error: unknown) => {
  page.error = String(error);
});
