import type { RunRecord } from '../execution/records.js';
import type { CurvePoint } from '../execution/run.js';
import { median } from '../measure/statistics.js';

/** Where the runs of an optimizer are at a step: the one in the middle, and the outermost ones. */
export interface BandPoint {
  readonly step: number;
  readonly low: number;
  readonly middle: number;
  readonly high: number;
}

/**
 * The band of several runs. A run that has diverged is in it up to its last reading.
 *
 * @param pick What of a reading is drawn; `undefined` where there is nothing.
 */
export function bandOf(
  runs: readonly RunRecord[],
  pick: (point: CurvePoint) => number | undefined,
): BandPoint[] {
  const bySteps = new Map<number, number[]>();
  for (const point of runs.flatMap(({ curve }) => curve)) {
    const value = pick(point);
    if (value === undefined || !Number.isFinite(value)) continue;
    const values = bySteps.get(point.step);
    if (values === undefined) bySteps.set(point.step, [value]);
    else values.push(value);
  }
  return [...bySteps]
    .sort(([a], [b]) => a - b)
    .map(([step, values]) => ({
      step,
      low: Math.min(...values),
      middle: median(values),
      high: Math.max(...values),
    }));
}
