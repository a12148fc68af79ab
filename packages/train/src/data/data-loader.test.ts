import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { DataLoader, type Dataset } from '../index.js';

beforeAll(() => tf.setBackend('cpu'));

/** Numbers 0 to 9. Batches are made when `release` is called for them, in any order. */
function slowNumbers() {
  const asked: number[][] = [];
  const release: (() => void)[] = [];
  const dataset: Dataset<{ targets: tf.Tensor }> = {
    length: 10,
    async get(indices) {
      asked.push([...indices]);
      await new Promise<void>((resolve) => release.push(resolve));
      return { targets: tf.tensor1d(Int32Array.from(indices), 'int32') };
    },
  };
  return { asked, release, dataset };
}

/** Lets everything run that waits for nothing. */
const settled = () => new Promise((resolve) => setTimeout(resolve));

describe('DataLoader', () => {
  it('asks for the next batches while one is trained on, and hands them over in order', async () => {
    const { asked, release, dataset } = slowNumbers();
    const batches = new DataLoader(dataset, { batchSize: 3, prefetch: 2 }).batches();
    const first = batches.next();
    await settled();
    expect(asked).toEqual([
      [0, 1, 2],
      [3, 4, 5],
      [6, 7, 8],
    ]);
    // The last one is ready before the others.
    for (const one of release.splice(0).reverse()) one();
    const { value } = await first;
    expect([...(value?.targets.dataSync() ?? [])]).toEqual([0, 1, 2]);
    const second = await batches.next();
    expect(asked.at(-1)).toEqual([9]);
    expect([...(second.value?.targets.dataSync() ?? [])]).toEqual([3, 4, 5]);
    tf.dispose([value?.targets, second.value?.targets] as tf.Tensor[]);
    await batches.return();
    for (const one of release) one();
  });

  it('begins at any batch, having asked for none before it', async () => {
    const { asked, release, dataset } = slowNumbers();
    const loader = new DataLoader(dataset, { batchSize: 4, prefetch: 5 });
    const next = loader.batches(1, 1).next();
    await settled();
    for (const one of release) one();
    tf.dispose((await next).value?.targets as tf.Tensor);
    expect(asked).toEqual([
      [4, 5, 6, 7],
      [8, 9],
    ]);
  });

  it('frees batches that nobody has taken', async () => {
    const before = tf.memory().numTensors;
    const { release, dataset } = slowNumbers();
    const batches = new DataLoader(dataset, { batchSize: 2, prefetch: 3 }).batches();
    const first = batches.next();
    await settled();
    for (const one of release) one();
    tf.dispose((await first).value?.targets as tf.Tensor);
    await batches.return();
    await settled();
    expect(tf.memory().numTensors).toBe(before);
  });

  it('tells of what goes wrong when the turn of its batch has come', async () => {
    const dataset: Dataset<{ targets: tf.Tensor }> = {
      length: 3,
      async get([index]) {
        if (index === 1) throw new Error('disk');
        return { targets: tf.scalar(index as number) };
      },
    };
    const batches = new DataLoader(dataset, { batchSize: 1, prefetch: 2 }).batches();
    const { value } = await batches.next();
    tf.dispose(value?.targets as tf.Tensor);
    await settled();
    await expect(batches.next()).rejects.toThrow('disk');
  });
});
