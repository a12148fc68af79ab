import { type Tensor, zerosLike } from '@tensorflow/tfjs-core';
import { StateError } from '../../errors.js';
import type { Group, Parameter } from '../groups/parameter.js';

/** How many micro-batches there were since the last step, and what they wait for. */
export class Accumulation {
  readonly #size: number;
  /** Micro-batches whose gradients wait. */
  count = 0;

  /** @param size Micro-batches of a step. */
  constructor(size: number) {
    this.#size = size;
  }

  /** Whether the next micro-batch completes a step. */
  get isComplete(): boolean {
    return this.count + 1 >= this.#size;
  }

  /**
   * Fails unless saved micro-batches can wait for a step here.
   * @throws {@link StateError}
   */
  check(where: string, count: number): void {
    if (count < this.#size) return;
    throw new StateError(
      `${where}: got ${count} micro-batches that wait for a step, expected fewer than ${this.#size}. ` +
        'Make the optimizer with the option `accumulate` it was saved with.',
    );
  }

  /** Counts a micro-batch that waits. @returns How to take that back. */
  add(parameters: readonly Parameter[]): () => void {
    const added = parameters.filter(({ waits }) => !waits);
    for (const parameter of added) parameter.waits = true;
    this.count++;
    return () => {
      for (const parameter of added) parameter.waits = false;
      this.count--;
    };
  }

  /** Counts the step that a micro-batch completes. @returns How to take that back. */
  complete(parameters: readonly Parameter[]): () => void {
    const { count } = this;
    if (count === 0) return () => {};
    const waiting = parameters.filter(({ waits }) => waits);
    for (const parameter of waiting) parameter.waits = false;
    this.count = 0;
    return () => {
      for (const parameter of waiting) parameter.waits = true;
      this.count += count;
    };
  }

  /**
   * Parameters whose gradients wait and that have none in the last micro-batch of a step: they move too, with a
   * gradient of zeros, which the caller disposes of.
   */
  missing(groups: readonly Group[]): Parameter[] {
    if (this.count === 0) return [];
    const missing = groups.flatMap(({ parameters }) =>
      parameters.filter(({ waits, grad }) => waits && grad === undefined),
    );
    for (const parameter of missing) parameter.grad = zerosLike(parameter.variable as Tensor);
    return missing;
  }
}
