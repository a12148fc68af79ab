import type { Batch } from './dataset.js';

/**
 * Gives a training its batches, epoch by epoch: a {@link DataLoader}, what {@link tfDataLoader} makes of `tf.data`, or one of your own.
 *
 * Training goes on exactly where an epoch of a number always has the same batches in the same order.
 */
export interface Loader<B extends object = Batch> {
  /** Number of batches in an epoch. */
  readonly length: number;
  /**
   * The batches of an epoch. The caller disposes of their tensors.
   *
   * @param epoch Number of the epoch, from 1. Default `1`.
   * @param from Number of the first batch, from 0. Default `0`.
   */
  batches(epoch?: number, from?: number): AsyncIterable<B>;
}
