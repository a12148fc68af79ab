import { type CapturedStep, capture } from '@nadir/core';
import { takeApart } from '@nadir/core/internal';
import type { Tensor, TensorContainer } from '@tensorflow/tfjs-core';

/** Makes a batch of its tensors. */
type Join<B> = (tensors: readonly Tensor[]) => B;

/** Something that is done with each batch, captured where that can be. */
export class BatchStep<B, Result extends TensorContainer> {
  readonly #step: (batch: B) => Result;
  readonly #captured: CapturedStep<readonly Tensor[], Result> | undefined;
  /** Puts tensors where the batch has them. Batches of a training are made alike. */
  #join: Join<B> | undefined;

  constructor(step: (batch: B) => Result, isCaptured = true) {
    this.#step = step;
    const run = (...tensors: readonly Tensor[]) => step((this.#join as Join<B>)(tensors));
    this.#captured = isCaptured ? capture(run, { fallback: true }) : undefined;
  }

  run(batch: B): Result {
    if (this.#captured === undefined) return this.#step(batch);
    const parts = takeApart(batch);
    // What is no tensor would be written down with the value it has now.
    if (!parts.isWhole) return this.#step(batch);
    this.#join = parts.with;
    return this.#captured(...parts.tensors);
  }

  /** Lets the next batch be computed as it is, and compared with the plan, unless that was done a few batches ago. */
  verify(): void {
    this.#captured?.verify(leastReplays);
  }

  /** Lets go of the plans. */
  dispose(): void {
    this.#captured?.dispose();
  }
}

/** Comparing takes a few times as long as a step, and so pays after some replays only. */
const leastReplays = 20;
