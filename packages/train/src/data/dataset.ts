import type { Tensor } from '@tensorflow/tfjs-core';

/** Examples that a model takes together: what goes in, and what should come out. The first axis counts examples. */
export interface Batch {
  readonly inputs: Tensor;
  readonly targets: Tensor;
}

/**
 * Examples by number. What makes a batch of them is up to the data: rows of arrays, files, a database.
 *
 * @example
 * ```ts
 * const squares: Dataset = {
 *   length: 1000,
 *   get(indices) {
 *     const x = Float32Array.from(indices, (i) => i / 1000);
 *     return { inputs: tensor2d(x, [x.length, 1]), targets: tensor2d(x.map((v) => v * v), [x.length, 1]) };
 *   },
 * };
 * ```
 */
export interface Dataset<B extends object = Batch> {
  /** Number of examples. */
  readonly length: number;
  /**
   * The examples with these numbers, in this order. The tensors are the caller's, who disposes of them.
   *
   * @param indices Integers in [0, length).
   */
  get(indices: Uint32Array): B | Promise<B>;
}
