import type { Figures } from './measure.js';
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

  constructor(metrics: Readonly<Record<string, Metric>>, state?: ScoresState) {
    this.#metrics = new Map(Object.entries(metrics));
    if (state === undefined) return;
    this.#examples = state.examples;
    this.#loss = state.loss;
    for (const [name, total] of Object.entries(state.totals)) {
      if (this.#metrics.has(name)) this.#totals.set(name, [...total]);
    }
  }

  /** Adds a batch of so many examples. */
  add({ loss, metrics }: Figures, examples: number): void {
    this.#examples += examples;
    this.#loss += loss * examples;
    [...this.#metrics].forEach(([name, metric], i) => {
      const total = this.#totals.get(name) ?? [];
      this.#totals.set(name, metric.add(total, metrics[i] as Float32Array));
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
