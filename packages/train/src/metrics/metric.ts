import type { Tensor } from '@tensorflow/tfjs-core';

/**
 * A figure that says how good outputs are, over any number of batches.
 *
 * The tensors are measured on the device, and the little that comes of it is added up on the host, so that a model with many
 * outputs costs no more than one with few. What is added up is plain numbers: a checkpoint in the middle of an epoch holds them.
 */
export interface Metric {
  /**
   * Numbers of one batch.
   *
   * @param outputs What the model gives, shape [n, …].
   * @param targets What was wanted, shape [n, …].
   */
  measure(outputs: Tensor, targets: Tensor): Tensor;
  /**
   * The total of all batches, with one more.
   *
   * @param total Those before; empty at first. It may be changed and returned.
   * @param numbers What {@link Metric.measure} has found.
   */
  add(total: number[], numbers: ArrayLike<number>): number[];
  /**
   * The figure; NaN where it has no meaning, such as for targets that are all equal.
   *
   * @param examples Number of examples in all batches.
   */
  value(total: readonly number[], examples: number): number;
}
