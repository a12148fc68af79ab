/** Scores on a part of the examples. Of a surface, `loss` is the height above its floor. */
export interface Scores {
  readonly loss: number;
  /** Share of the examples whose class is right; only where there are classes. */
  readonly accuracy?: number;
}

/** What is measured now and then: at step 0, at every multiple of the interval, and at the last step. */
export interface Reading {
  /** Steps taken before it. */
  readonly step: number;
  /** In evaluation, by averaged weights where a contender has them. */
  readonly train: Scores;
  readonly test: Scores;
  /** Norm of all weights. */
  readonly weightNorm: number;
  /** Norm of the last update over that of the weights; absent before the first step. */
  readonly updateRatio?: number;
  /** Share of the weights that are exactly zero, biases left out. */
  readonly sparsity: number;
  /** Place on a surface. */
  readonly at?: readonly [number, number];
}

/** The first number of a run that is not finite. */
export interface Divergence {
  /** Steps after which it is met; the contender rests there. One step before, all is finite. */
  readonly step: number;
  readonly what: 'loss' | 'gradient' | 'weight';
  /** Name of the tensor; empty for the loss. */
  readonly tensor: string;
  readonly value: number;
}

/** Numbers of each step, from step 1. Each has an entry at `step − 1`. */
export const traceNames = [
  /** Loss of the batch before the step. */
  'loss',
  /** Norm of all gradients of the loss. */
  'gradientNorm',
  /** The same after clipping. */
  'clippedNorm',
  'learningRate',
  /** Milliseconds that the step took. */
  'milliseconds',
] as const;
export type TraceName = (typeof traceNames)[number];

/** Steps of one contender from one seed that follow each other. */
export interface LogChunk {
  readonly contender: number;
  /** Position of the seed. */
  readonly seed: number;
  /** The first step of the traces, from 1. */
  readonly from: number;
  readonly traces: Readonly<Record<TraceName, Float64Array>>;
  readonly readings: readonly Reading[];
  readonly divergence?: Divergence;
}

/** All that was measured of one contender from one seed. What is measured again is the same, and left out. */
export class RunLog {
  readonly #traces: Record<TraceName, number[]> = {
    loss: [],
    gradientNorm: [],
    clippedNorm: [],
    learningRate: [],
    milliseconds: [],
  };
  readonly #readings: Reading[] = [];
  #divergence: Divergence | undefined;

  /** Steps that have traces. */
  get length(): number {
    return this.#traces.loss.length;
  }

  get readings(): readonly Reading[] {
    return this.#readings;
  }

  get divergence(): Divergence | undefined {
    return this.#divergence;
  }

  /** Numbers of all steps, from step 1. */
  trace(name: TraceName): readonly number[] {
    return this.#traces[name];
  }

  /** Adds the numbers of the step after the last one. Those of another step are known already. */
  addStep(step: number, numbers: Readonly<Record<TraceName, number>>): void {
    if (step !== this.length + 1) return;
    for (const name of traceNames) this.#traces[name].push(numbers[name]);
  }

  /** Adds a reading that is later than all before. */
  addReading(reading: Reading): void {
    const last = this.#readings.at(-1)?.step ?? -1;
    if (reading.step > last) this.#readings.push(reading);
  }

  diverge(divergence: Divergence): void {
    this.#divergence ??= divergence;
  }

  /** What has come after some steps and some readings. */
  since(steps: number, readings: number, place: { contender: number; seed: number }): LogChunk {
    const traces = Object.fromEntries(
      traceNames.map((name) => [name, Float64Array.from(this.#traces[name].slice(steps))]),
    ) as Record<TraceName, Float64Array>;
    return {
      ...place,
      from: steps + 1,
      traces,
      readings: this.#readings.slice(readings),
      ...(this.#divergence && { divergence: this.#divergence }),
    };
  }

  /** Takes over a chunk that begins where this log ends, or before. */
  append({ from, traces, readings, divergence }: LogChunk): void {
    for (let i = 0; i < traces.loss.length; i++) {
      const numbers = Object.fromEntries(traceNames.map((name) => [name, traces[name][i]]));
      this.addStep(from + i, numbers as Record<TraceName, number>);
    }
    for (const reading of readings) this.addReading(reading);
    if (divergence !== undefined) this.diverge(divergence);
  }
}
