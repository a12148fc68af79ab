import type { Scores } from './metrics.js';
import type { Objective } from './objective.js';

/** Scores over the batches of an epoch so far, each as it was before its step. */
export class RunningScores {
  readonly #objective: Objective;
  readonly #predicted: Float64Array;
  readonly #targets: Float64Array;
  #count = 0;
  #loss = 0;

  constructor(objective: Objective, examples: number) {
    this.#objective = objective;
    this.#predicted = new Float64Array(examples);
    this.#targets = new Float64Array(examples);
  }

  /** Counts a batch: its mean loss, what was predicted, and what was wanted. */
  add(loss: number, predicted: Float64Array, targets: Float64Array): void {
    this.#predicted.set(predicted, this.#count);
    this.#targets.set(targets, this.#count);
    this.#loss += loss * targets.length;
    this.#count += targets.length;
  }

  scores(): Scores {
    const [predicted, targets] = [this.#predicted, this.#targets].map((all) =>
      all.subarray(0, this.#count),
    ) as [Float64Array, Float64Array];
    return this.#objective.scores(this.#loss / this.#count, predicted, targets);
  }
}
