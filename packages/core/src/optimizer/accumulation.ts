import { type Tensor, zerosLike } from '@tensorflow/tfjs-core';
import { StateError } from '../errors.js';
import type { Parameter } from './parameter.js';
import type { Move, Plan, Roster } from './roster.js';

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
  add({ moves }: Plan): () => void {
    const added = moves.map(({ parameter }) => parameter).filter(({ waits }) => !waits);
    for (const parameter of added) parameter.waits = true;
    this.count++;
    return () => {
      for (const parameter of added) parameter.waits = false;
      this.count--;
    };
  }

  /** Counts the step that a micro-batch completes. @returns How to take that back. */
  complete({ moves }: Plan): () => void {
    const { count } = this;
    const waiting = moves.map(({ parameter }) => parameter).filter(({ waits }) => waits);
    for (const parameter of waiting) parameter.waits = false;
    this.count = 0;
    return () => {
      for (const parameter of waiting) parameter.waits = true;
      this.count += count;
    };
  }
}

/**
 * A step that also moves the parameters whose gradients wait and that have none in its last micro-batch.
 *
 * @returns The plan, and the tensors that were made for it.
 */
export function withWaiting(plan: Plan, roster: Roster): { plan: Plan; made: Tensor[] } {
  const present = new Set<Parameter>(plan.moves.map(({ parameter }) => parameter));
  const missing = roster.groups.flatMap((group) =>
    group.parameters
      .filter((parameter) => parameter.waits && !present.has(parameter))
      .map((parameter): Move => ({ parameter, group, grad: zerosLike(parameter.variable) })),
  );
  const made = missing.map(({ grad }) => grad as Tensor);
  return { plan: { ...plan, moves: [...plan.moves, ...missing] }, made };
}
