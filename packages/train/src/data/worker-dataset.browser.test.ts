import * as tf from '@tensorflow/tfjs';
import { beforeAll, expect, it, onTestFinished } from 'vitest';
import { DataLoader, workerDataset } from '../index.js';

beforeAll(() => tf.setBackend('cpu'));

function examples(count: number) {
  const make = () =>
    new Worker(new URL('../../test/examples-page-worker.ts', import.meta.url), { type: 'module' });
  const made = workerDataset({ length: 200, workers: Array.from({ length: count }, make) });
  onTestFinished(() => made.dispose());
  return made;
}

it.each([1, 3])(
  '%i workers make the examples that are asked for, in their order',
  async (count) => {
    const loader = new DataLoader(examples(count), { batchSize: 4, prefetch: 3 });
    const read: number[] = [];
    for await (const { inputs, targets } of loader.batches(1, 4)) {
      read.push(...inputs.dataSync());
      expect([...targets.dataSync()]).toEqual([0, 1, 0, 1]);
      tf.dispose([inputs, targets]);
      if (read.length === 12) break;
    }
    expect(read).toEqual(Array.from({ length: 12 }, (_, i) => 16 + i));
  },
);

it('an example that cannot be made is named, and so is a worker that has ended', async () => {
  const made = examples(2);
  await expect(made.get(Uint32Array.of(12, 13))).rejects.toThrow(
    'workerDataset: got an error for example 13 (as told), expected it.',
  );
  await expect(made.get(Uint32Array.of(98, 99))).rejects.toThrow(
    /got a worker that has ended \(.*unheard of\) while it made the examples 98, 99,/,
  );
  const { inputs } = await made.get(Uint32Array.of(7));
  expect([...inputs.dataSync()]).toEqual([7]);
});
