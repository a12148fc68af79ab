import type { Contender, Skipped } from './contender.js';
import type { Machine } from './machine.js';
import { parameterCount, type Size } from './size.js';
import { type Summary, summarize } from './statistics.js';

/** Bytes that AdamW moves per parameter: it reads θ, g, m, v and writes θ, m, v, four bytes each. */
export const bytesPerParameter = 28;

/** Times of one contender at one size. */
export interface Timing {
  readonly name: string;
  readonly rule: Contender['rule'];
  /** Steps timed together in one turn. */
  readonly stepsPerTurn: number;
  /** Milliseconds per step, the mean of each turn. */
  readonly turns: readonly number[];
}

/** A {@link Timing} in relation to others. */
export interface Row extends Timing {
  readonly ms: Summary;
  readonly gigabytesPerSecond: number;
  /** Multiples of the time that moving the bytes alone takes. */
  readonly timesLimit: number | undefined;
  /** How many times faster than tf.train.adam, by medians. */
  readonly fasterThanTfjs: number | undefined;
  /** How many times faster than PyTorch fused on one thread, by medians. */
  readonly fasterThanTorch: number | undefined;
}

/** Everything measured at one size. */
export interface SizeResult {
  readonly size: string;
  readonly description: string;
  readonly parameters: number;
  readonly tensors: number;
  readonly rows: readonly Row[];
}

/** One run, as it is written to a file. */
export interface Report {
  readonly date: string;
  readonly machine: Machine;
  readonly rounds: number;
  readonly skipped: readonly Skipped[];
  readonly sizes: readonly SizeResult[];
}

/** Names of the contenders that the others are compared with. */
export interface References {
  /** What does nothing but move the bytes. */
  readonly limit: string;
  readonly tfjs: string;
  readonly torch: string;
}

/** Sets times in relation to the amount of data and to each other. */
export function relate(size: Size, timings: readonly Timing[], references: References): SizeResult {
  const parameters = parameterCount(size);
  const medianOf = (name: string) => {
    const found = timings.find((timing) => timing.name === name);
    return found && summarize(found.turns).median;
  };
  const limit = medianOf(references.limit);
  const tfjs = medianOf(references.tfjs);
  const torch = medianOf(references.torch);
  const rows = timings.map((timing) => {
    const ms = summarize(timing.turns);
    return {
      ...timing,
      ms,
      gigabytesPerSecond: (parameters * bytesPerParameter) / (ms.median * 1e6),
      timesLimit: limit && ms.median / limit,
      fasterThanTfjs: tfjs && tfjs / ms.median,
      fasterThanTorch: torch && torch / ms.median,
    };
  });
  const { name, description, shapes } = size;
  return { size: name, description, parameters, tensors: shapes.length, rows };
}
