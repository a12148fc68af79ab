import type { Contender } from '../contenders/contender.js';
import type { Skipped } from '../peers/peer.js';
import { parameterCount, type Task } from '../tasks/task.js';
import { bytesPerParameter } from '../tasks/update.js';
import type { StepCounts } from '../worker/work.js';
import type { Machine } from './machine.js';
import { type Summary, summarize } from './statistics.js';

/** Times of one contender at one task. */
export interface Timing extends Pick<Contender, 'name' | 'backend' | 'reference'> {
  /** Steps timed together in one turn. */
  readonly stepsPerTurn: number;
  /** Milliseconds per step, the mean of each turn. */
  readonly turns: readonly number[];
  /** What one step does. */
  readonly counts?: StepCounts;
}

/** A {@link Timing} in relation to others. */
export interface Row extends Timing {
  readonly ms: Summary;
  /** How many times faster than TensorFlow.js with its own Adam on the same backend, by medians. */
  readonly fasterThanTfjs: number | undefined;
  /** How many times faster than PyTorch fused on one thread, by medians. */
  readonly fasterThanTorch: number | undefined;
  /** Of updates: multiples of the time that moving the bytes alone takes. */
  readonly timesLimit: number | undefined;
}

/** Everything measured at one task. */
export interface TaskResult {
  readonly task: Task;
  readonly parameters: number;
  readonly rows: readonly Row[];
  /** Contenders that could not do it. */
  readonly failed: readonly Skipped[];
}

/** One run, as it is written to a file. */
export interface Report {
  readonly date: string;
  readonly machine: Machine;
  readonly rounds: number;
  /** Contenders that are not there at all. */
  readonly skipped: readonly Skipped[];
  readonly results: readonly TaskResult[];
}

/** Sets times in relation to each other. */
export function relate(timings: readonly Timing[]): Row[] {
  const medianOf = (matches: (timing: Timing) => boolean) => {
    const found = timings.find(matches);
    return found && summarize(found.turns).median;
  };
  const limit = medianOf(({ reference }) => reference === 'limit');
  const torch = medianOf(({ reference }) => reference === 'torch');
  return timings.map((timing) => {
    const ms = summarize(timing.turns);
    const tfjs = medianOf(
      ({ reference, backend }) => reference === 'tfjs' && backend === timing.backend,
    );
    return {
      ...timing,
      ms,
      fasterThanTfjs: tfjs && tfjs / ms.median,
      fasterThanTorch: torch && torch / ms.median,
      timesLimit: limit && ms.median / limit,
    };
  });
}

/** The bytes that a step of an update moves, in 10⁹ in a second. */
export const gigabytesPerSecond = (task: Task, ms: number): number =>
  (parameterCount(task) * bytesPerParameter) / (ms * 1e6);
