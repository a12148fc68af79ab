import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { RandomStreams } from '@nadir/core';
import { crossEntropy, Linear } from '@nadir/nn';
import { AdamW } from '@nadir/optim';
import { Checkpoint, DataLoader, MemoryStore, resume, Trainer, workerDataset } from '@nadir/train';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, expect, it, onTestFinished } from 'vitest';
import { BundleFolder } from '../test/bundle-folder.js';

const bundles = new BundleFolder();
beforeAll(async () => {
  await tf.setBackend('cpu');
  await bundles.bundle('worker.mjs', 'packages/integration/test/examples-worker.ts');
}, 120_000);

interface ThreadBatch {
  readonly inputs: tf.Tensor;
  readonly targets: tf.Tensor;
  readonly thread: tf.Tensor;
}

/** Examples up to a number that some workers make. */
function examples(count: number, length: number) {
  const workers = Array.from({ length: count }, () => new Worker(join(bundles.path, 'worker.mjs')));
  const made = workerDataset<ThreadBatch>({ length, workers });
  onTestFinished(() => made.dispose());
  return made;
}

const loaderOf = (count: number, prefetch: number) =>
  new DataLoader(examples(count, 13), { batchSize: 3, shuffle: true, seed: 5, prefetch });

async function read(loader: DataLoader<ThreadBatch>, epoch: number, from: number) {
  const batches: number[][] = [];
  const threads = new Set<number>();
  for await (const { inputs, targets, thread } of loader.batches(epoch, from)) {
    batches.push([...inputs.dataSync(), ...targets.dataSync()]);
    for (const one of thread.dataSync()) threads.add(one);
    tf.dispose([inputs, targets, thread]);
  }
  return { batches, threads: threads.size };
}

it('the number of workers changes no batch, wherever an epoch is begun', async () => {
  const alone = await read(loaderOf(1, 0), 2, 0);
  expect(alone.batches).toHaveLength(5);
  const [first] = alone.batches;
  // Rows of two inputs, and then their classes: whether a hundred times the first is odd.
  const hundreds = [0, 2, 4].map((i) => Math.round(100 * (first?.[i] as number)));
  expect(first?.slice(6)).toEqual(hundreds.map((index) => index % 2));
  for (const [count, prefetch] of [
    [2, 1],
    [3, 4],
  ] as const) {
    const loader = loaderOf(count, prefetch);
    const before = tf.memory().numTensors;
    const several = await read(loader, 2, 0);
    expect(several).toEqual({ ...alone, threads: count });
    expect((await read(loader, 2, 3)).batches).toEqual(alone.batches.slice(3));
    expect(tf.memory().numTensors).toBe(before);
  }
});

it('a training goes on with another number of workers, bit for bit', async () => {
  const training = (steps: number, store: MemoryStore) => {
    const model = new Linear(2, 2, { random: new RandomStreams(1) });
    const trainer = new Trainer<ThreadBatch>({
      model,
      optimizer: new AdamW(model, { learningRate: 0.1 }),
      forward: ({ inputs }) => model.forward(inputs),
      loss: (outputs, { targets }) => crossEntropy(outputs, targets),
      steps,
      callbacks: [new Checkpoint(store)],
    });
    return { trainer, weights: () => model.parameters().map((one) => [...one.dataSync()]) };
  };
  const whole = training(12, new MemoryStore());
  await whole.trainer.fit(loaderOf(1, 0));
  const store = new MemoryStore();
  // In the middle of the second epoch.
  await training(7, store).trainer.fit(loaderOf(3, 4));
  const later = training(12, store);
  await resume(later.trainer, store);
  await later.trainer.fit(loaderOf(2, 2));
  expect(later.weights()).toEqual(whole.weights());
});

it('an example that cannot be made is named, and the others still are', async () => {
  const made = examples(2, 40);
  await expect(made.get(Uint32Array.of(12, 13, 27))).rejects.toThrow(
    'workerDataset: got an error for example 13 (as told), expected it.',
  );
  const { inputs } = await made.get(Uint32Array.of(12, 14));
  expect(inputs.shape).toEqual([2, 2]);
});

it('a worker that ends is told of, with what it was asked for, and the others go on', async () => {
  const made = examples(2, 200);
  await expect(made.get(Uint32Array.of(98, 99, 100, 101, 102, 103))).rejects.toThrow(
    'got a worker that has ended (exit code 3) while it made the examples 98, 99, 100, 101, 102, …,',
  );
  await made.get(Uint32Array.of(1));
  await expect(made.get(Uint32Array.of(99))).rejects.toThrow('got a worker that has ended');
  await expect(made.get(Uint32Array.of(1))).rejects.toThrow(
    'workerDataset: got a worker that has ended (exit code 3), expected one that answers.',
  );
});
