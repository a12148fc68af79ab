import type { Divergence, RunLog } from '../engine/log/run-log.js';

/** What came of a contender, as the mean over its seeds. What it has not come to is `undefined`. */
export interface Result {
  /** Lowest loss on the test part. */
  readonly best: number | undefined;
  /** The last loss on the test part. */
  readonly final: number | undefined;
  /** The last accuracy on the test part. */
  readonly accuracy: number | undefined;
  /** Steps until the loss was at the target; only where all seeds came to it. */
  readonly stepsToTarget: number | undefined;
  /** The median of milliseconds per step. */
  readonly msPerStep: number | undefined;
  /** Where the first seed that diverged did so. */
  readonly divergence: Divergence | undefined;
}

/** The result of runs of a contender, one for each seed. */
export function resultOf(logs: readonly RunLog[], target: number): Result {
  const losses = logs.map(({ readings }) => readings.map(({ test }) => test.loss));
  return {
    best: meanOf(losses.map(lowest)),
    final: meanOf(losses.map((values) => values.at(-1))),
    accuracy: meanOf(logs.map(({ readings }) => readings.at(-1)?.test.accuracy)),
    stepsToTarget: meanOf(
      logs.map(({ readings }) => readings.find(({ test }) => test.loss <= target)?.step),
    ),
    msPerStep: meanOf(logs.map((log) => median(log.trace('milliseconds')))),
    divergence: logs.find((log) => log.divergence !== undefined)?.divergence,
  };
}

function lowest(values: readonly number[]): number | undefined {
  return values.reduce<number | undefined>(
    (least, value) => (least === undefined || value < least ? value : least),
    undefined,
  );
}

/** The mean, where there is a number for each. */
function meanOf(values: readonly (number | undefined)[]): number | undefined {
  if (values.length === 0 || values.includes(undefined)) return undefined;
  return values.reduce<number>((sum, value) => sum + (value as number), 0) / values.length;
}

/** The median of the last numbers; the first steps compile kernels. */
function median(values: readonly number[]): number | undefined {
  const last = values.slice(-201).toSorted((a, b) => a - b);
  return last[Math.floor(last.length / 2)];
}
