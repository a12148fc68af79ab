import { createHash } from 'node:crypto';
import files, { type FileHandle, open } from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { register } from '@nadir/backend-cpu';
import { RandomStreams, type StateDict } from '@nadir/core';
import { crossEntropy, Dropout, Linear, ReLU, Sequential } from '@nadir/nn';
import { AdamW } from '@nadir/optim';
import { WeightAverage } from '@nadir/optim/averages';
import { cosine } from '@nadir/optim/schedules';
import { digits } from '@nadir/problems';
import { arrayDataset, Checkpoint, DataLoader, resume, Trainer } from '@nadir/train';
import { CheckpointFolder } from '@nadir/train/node';
import * as tf from '@tensorflow/tfjs';

/** What a training is told. */
export interface Order {
  /** Where its checkpoints are. */
  readonly folder: string;
  readonly epochs: number;
  /** Steps between checkpoints. */
  readonly every: number;
  /** Units of the hidden layer. */
  readonly units: number;
  /** The call of the file system, counted from 1, at which the process ends as by `kill -9`. */
  readonly dieAt?: number;
}

/** What a training has come to. */
export interface Outcome {
  /** Sum over everything in its last state but the seconds it took. */
  readonly sum: string;
  readonly resumedFrom: string | null;
  readonly rejected: readonly string[];
}

/** Trains on digits, from the newest checkpoint on if there is one. */
export async function train({ folder, epochs, every, units, dieAt }: Order): Promise<Outcome> {
  await tf.setBackend('cpu');
  register();
  if (dieAt !== undefined) dieWithin(dieAt);
  const { features, labels } = digits().train;
  const data = arrayDataset({
    inputs: { values: features.slice(0, 64 * 200), shape: [64] },
    targets: { values: labels.slice(0, 200) },
  });
  const random = new RandomStreams(1);
  const model = new Sequential(
    new Linear(64, units, { random }),
    new ReLU(),
    new Dropout(0.2, { random }),
    new Linear(units, 10, { random }),
  );
  const store = new CheckpointFolder(folder);
  const trainer = new Trainer({
    model,
    optimizer: new AdamW(model, { learningRate: cosine({ from: 0.01, steps: 500 }) }),
    average: new WeightAverage(model, { kind: 'ema', decay: 0.99 }),
    loss: (outputs, { targets }) => crossEntropy(outputs, targets),
    epochs,
    callbacks: [new Checkpoint(store, { every })],
  });
  const { name, rejected } = await resume(trainer, store);
  await trainer.fit(new DataLoader(data, { batchSize: 20, shuffle: true, seed: 2 }));
  return {
    sum: await sumOf(await trainer.stateDict()),
    resumedFrom: name ?? null,
    rejected: rejected.map(({ reason }) => reason),
  };
}

async function sumOf({ tensors, metadata }: StateDict): Promise<string> {
  const hash = createHash('sha256');
  for (const name of Object.keys(tensors).sort()) {
    hash.update(name).update(new Uint8Array((tensors[name] as tf.Tensor).dataSync().buffer));
  }
  hash.update(JSON.stringify(metadata).replaceAll(/\\"seconds\\":[^,}]+/g, ''));
  return hash.digest('hex');
}

/** Ends the process at a call that writes: opening for it, each piece, bringing to the disk, renaming, removing. */
function dieWithin(call: number): void {
  let calls = 0;
  const counted = <Args extends unknown[], Result>(inner: (...args: Args) => Result) =>
    function (this: unknown, ...args: Args): Result {
      if (++calls === call) process.kill(process.pid, 'SIGKILL');
      return inner.apply(this, args);
    };
  const patched = files as unknown as Record<string, (...args: unknown[]) => unknown>;
  for (const name of ['rename', 'rm', 'open']) {
    patched[name] = counted(patched[name] as (...args: unknown[]) => unknown);
  }
  syncBuiltinESMExports();
  const inner = open;
  files.open = (async (...args: Parameters<typeof open>) => {
    const handle = await inner(...args);
    handle.writeFile = counted(handle.writeFile) as FileHandle['writeFile'];
    handle.sync = counted(handle.sync) as FileHandle['sync'];
    return handle;
  }) as typeof open;
  syncBuiltinESMExports();
}
