import {
  cast,
  concat,
  reshape,
  type Scalar,
  type Tensor,
  type Tensor1D,
} from '@tensorflow/tfjs-core';
import type { Metric } from './metric.js';

/** Figures of a model on some examples, by name; `loss` is the mean over the examples. */
export type Scores = { readonly loss: number; readonly [metric: string]: number };

/** What {@link RunningScores} has added up: plain numbers, which a checkpoint holds. */
export interface ScoresState {
  readonly examples: number;
  readonly loss: number;
  readonly totals: Readonly<Record<string, readonly number[]>>;
}

/** Scores over the batches so far. */
export class RunningScores {
  readonly #metrics: ReadonlyMap<string, Metric>;
  #examples = 0;
  #loss = 0;
  readonly #totals = new Map<string, number[]>();
  /** How many numbers each metric has measured of the batch that is read next. */
  #sizes: number[] = [];

  constructor(metrics: Readonly<Record<string, Metric>>, state?: ScoresState) {
    this.#metrics = new Map(Object.entries(metrics));
    if (state === undefined) return;
    this.#examples = state.examples;
    this.#loss = state.loss;
    for (const [name, total] of Object.entries(state.totals)) {
      if (this.#metrics.has(name)) this.#totals.set(name, [...total]);
    }
  }

  /** Loss and metrics of a batch in one tensor, so that a device is waited for once. {@link RunningScores.add} takes its values. */
  measure(outputs: Tensor, targets: Tensor, loss: Scalar): Tensor1D {
    const flat = (tensor: Tensor) => cast(reshape(tensor, [tensor.size]) as Tensor1D, 'float32');
    const measured = [...this.#metrics.values()].map((one) => flat(one.measure(outputs, targets)));
    this.#sizes = measured.map(({ size }) => size);
    return concat([flat(loss), ...measured]);
  }

  /** Adds a batch. */
  add(values: Float32Array, examples: number): void {
    const loss = values[0] as number;
    this.#examples += examples;
    this.#loss += loss * examples;
    let at = 1;
    [...this.#metrics].forEach(([name, metric], i) => {
      const end = at + (this.#sizes[i] as number);
      const total = this.#totals.get(name) ?? [];
      this.#totals.set(name, metric.add(total, values.subarray(at, end)));
      at = end;
    });
  }

  scores(): Scores {
    const figures = [...this.#metrics].map(([name, metric]) => [
      name,
      metric.value(this.#totals.get(name) ?? [], this.#examples),
    ]);
    return { loss: this.#loss / this.#examples, ...Object.fromEntries(figures) };
  }

  state(): ScoresState {
    const totals = Object.fromEntries(this.#totals);
    return { examples: this.#examples, loss: this.#loss, totals };
  }
}
