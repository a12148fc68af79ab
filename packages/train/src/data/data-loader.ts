import { OptionError } from '@nadir/core';
import {
  checkBoolean,
  checkInteger,
  checkNames,
  checkOptions,
  checkUint32,
  describe,
} from '@nadir/core/internal';
import { dispose, type TensorContainer } from '@tensorflow/tfjs-core';
import type { Batch, Dataset } from './dataset.js';
import type { Loader } from './loader.js';
import { shuffledOrder } from './order.js';

/** Stream of the draws that order examples: one that no layer of a model has under the same seed. */
const stream = 0xffff_ffff;

/** Options of {@link DataLoader}. */
export interface DataLoaderOptions {
  /** Examples in a batch, ≥ 1. Default `32`. */
  batchSize?: number;
  /** Whether each epoch goes through the examples in an order of its own. Default `false`. */
  shuffle?: boolean;
  /** Seed of these orders, an integer in [0, 2³²). Default `0`. */
  seed?: number;
  /** Whether a last batch with fewer examples is left out. Default `false`. */
  dropLast?: boolean;
  /** Batches that are asked for before they are needed, ≥ 0, so that a slow source works while the model trains. Default `0`. */
  prefetch?: number;
}

/**
 * Goes through a dataset in batches.
 *
 * The order follows from the seed and the number of the epoch alone (Fisher–Yates by Threefry), so training can go on in the
 * middle of an epoch, in another process and on another machine, with the batches that would have come.
 *
 * @example
 * ```ts
 * const loader = new DataLoader(digits, { batchSize: 64, shuffle: true, seed: 1 });
 * for await (const { inputs, targets } of loader.batches(1)) { … }
 * ```
 */
export class DataLoader<B extends object = Batch> implements Loader<B> {
  readonly dataset: Dataset<B>;
  readonly batchSize: number;
  /** Number of batches in an epoch. */
  readonly length: number;
  readonly #shuffle: boolean;
  readonly #seed: number;
  readonly #prefetch: number;

  /** @throws {@link OptionError} when an option is out of range, or the dataset has no batch. */
  constructor(dataset: Dataset<B>, options: DataLoaderOptions = {}) {
    checkOptions('DataLoader', options);
    checkNames('DataLoader', options, ['batchSize', 'shuffle', 'seed', 'dropLast', 'prefetch']);
    const { batchSize = 32, shuffle = false, seed = 0, dropLast = false, prefetch = 0 } = options;
    checkInteger('DataLoader', { batchSize }, 1, 'batchSize');
    checkInteger('DataLoader', { prefetch }, 0, 'prefetch');
    checkBoolean('DataLoader', { shuffle, dropLast }, 'shuffle', 'dropLast');
    checkUint32('DataLoader', { seed }, 'seed');
    if (typeof dataset?.get !== 'function' || !Number.isSafeInteger(dataset.length)) {
      throw new OptionError(
        `DataLoader: got ${describe(dataset)}, expected a dataset with length and get(indices). ` +
          'Make one with arrayDataset({ inputs, targets }).',
      );
    }
    this.dataset = dataset;
    this.batchSize = batchSize;
    this.length = Math[dropLast ? 'floor' : 'ceil'](dataset.length / batchSize);
    this.#shuffle = shuffle;
    this.#seed = seed;
    this.#prefetch = prefetch;
    if (this.length < 1) {
      throw new OptionError(
        `DataLoader: got ${dataset.length} examples for batches of ${batchSize}, expected enough for one batch.`,
      );
    }
  }

  /**
   * The batches of an epoch. The caller disposes of their tensors.
   *
   * @param epoch Number of the epoch, an integer in [0, 2³²), which determines the order. Default `1`.
   * @param from Number of the first batch, from 0: those before it are not made. Default `0`.
   */
  async *batches(epoch = 1, from = 0): AsyncGenerator<B, void, undefined> {
    checkUint32('DataLoader.batches', { epoch }, 'epoch');
    checkInteger('DataLoader.batches', { from }, 0, 'from');
    const order = this.#shuffle
      ? shuffledOrder(this.dataset.length, { key: this.#seed, stream }, epoch)
      : Uint32Array.from({ length: this.dataset.length }, (_, i) => i);
    const load = async (at: number) =>
      this.dataset.get(order.slice(at * this.batchSize, (at + 1) * this.batchSize));
    const coming: Promise<B>[] = [];
    let next = from;
    try {
      for (let at = from; at < this.length; at++) {
        for (; next < this.length && next <= at + this.#prefetch; next++) {
          const batch = load(next);
          // What goes wrong is told when the turn of the batch has come.
          batch.catch(() => {});
          coming.push(batch);
        }
        yield await (coming.shift() as Promise<B>);
      }
    } finally {
      for (const batch of coming) {
        batch.then((made) => dispose(made as unknown as TensorContainer)).catch(() => {});
      }
    }
  }
}
