import { OptionError, StateError } from '@nadir/core';
import { checkInteger, checkNames, checkOptions, describe } from '@nadir/core/internal';
import { dispose, type Tensor, type TensorContainer } from '@tensorflow/tfjs-core';
import type { Batch } from './dataset.js';
import type { Loader } from './loader.js';

/** A `tf.data.Dataset` whose elements are batches. */
export interface TfDataset {
  /** Number of elements; `null`, negative or not finite where it is not known. */
  readonly size: number | null;
  skip(count: number): TfDataset;
  iterator(): Promise<{ next(): Promise<IteratorResult<unknown>> }>;
}

/** Options of {@link tfDataLoader}. */
export interface TfDataLoaderOptions {
  /** Number of batches in an epoch, ≥ 1. Default: the size of the dataset. */
  length?: number;
}

/**
 * Trains on a `tf.data.Dataset`. Its elements are batches with `inputs` and `targets`; those with `xs` and `ys`, as
 * `model.fitDataset` takes them, are renamed.
 *
 * `tf.data` shuffles anew for each iterator. So that a training goes on exactly, give a function that makes the dataset of an epoch,
 * with the number of the epoch in the seed, and without `reshuffleEachIteration`.
 *
 * @param dataset The dataset, or a function that makes that of an epoch.
 * @throws {@link OptionError} when it is none, or its size is not known and no `length` is given.
 * @example
 * ```ts
 * const ofEpoch = (epoch: number) => examples.shuffle(1000, String(epoch), false).batch(32);
 * await trainer.fit(tfDataLoader(ofEpoch, { length: 40 }));
 * ```
 */
export function tfDataLoader<B extends object = Batch>(
  dataset: TfDataset | ((epoch: number) => TfDataset),
  options: TfDataLoaderOptions = {},
): Loader<B> {
  checkOptions('tfDataLoader', options);
  checkNames('tfDataLoader', options, ['length']);
  const ofEpoch = (epoch: number) =>
    checkDataset(typeof dataset === 'function' ? dataset(epoch) : dataset);
  const { length = sizeOf(ofEpoch(1)) } = options;
  checkInteger('tfDataLoader', { length }, 1, 'length');
  return {
    length,
    async *batches(epoch = 1, from = 0) {
      const whole = ofEpoch(epoch);
      const iterator = await (from === 0 ? whole : whole.skip(from)).iterator();
      for (let at = from; at < length; at++) {
        const { done, value } = await iterator.next();
        if (done) {
          throw new StateError(
            `tfDataLoader: got ${at} batches in epoch ${epoch}, expected ${length}. Repeat the dataset, or give a smaller length.`,
          );
        }
        yield batchOf<B>(value);
      }
    },
  };
}

function checkDataset(dataset: TfDataset): TfDataset {
  if (typeof dataset?.iterator === 'function' && typeof dataset.skip === 'function') return dataset;
  throw new OptionError(
    `tfDataLoader: got ${describe(dataset)}, expected a tf.data.Dataset, or a function that makes one for an epoch.`,
  );
}

function sizeOf({ size }: TfDataset): number {
  if (size !== null && Number.isSafeInteger(size) && size >= 0) return size;
  throw new OptionError(
    'tfDataLoader: got a dataset of unknown size, expected the number of batches in an epoch. Write { length: 100 }.',
  );
}

function batchOf<B extends object>(element: unknown): B {
  const { xs, ys, ...others } = Object(element) as { xs?: unknown; ys?: unknown };
  const batch =
    xs === undefined || ys === undefined ? element : { inputs: xs, targets: ys, ...others };
  if ((batch as { targets?: Tensor } | null)?.targets?.shape !== undefined) return batch as B;
  dispose(element as TensorContainer);
  throw new OptionError(
    `tfDataLoader: got the names ${describe(Object.keys(Object(element)))} in a batch, expected inputs and targets, or xs and ys, each a tensor.`,
  );
}
