import type { CellResult, RangePoint } from '../engine/sweep/run.js';

/** Share of a new loss in the smoothed one. */
const freshness = 0.1;

/** Losses of a test of rates, smoothed: batches differ, and a single one says little. */
export function smoothed(points: readonly RangePoint[]): RangePoint[] {
  let average = points[0]?.loss ?? 0;
  return points.map(({ rate, loss }) => {
    average += freshness * (loss - average);
    return { rate, loss: average };
  });
}

/**
 * A learning rate to begin with: a tenth of that at which the smoothed loss is lowest, since there it is about to rise.
 * Nothing where the loss never falls.
 */
export function suggestedRate(points: readonly RangePoint[]): number | undefined {
  const all = smoothed(points).filter(({ loss }) => Number.isFinite(loss));
  const [first] = all;
  if (first === undefined) return undefined;
  const lowest = all.reduce((best, point) => (point.loss < best.loss ? point : best), first);
  if (lowest === first) return undefined;
  return Number((lowest.rate / 10).toPrecision(2));
}

/** How bad cells are beside each other: from 0 for the best to 1 for the worst and for those that diverged. */
export function sharesOf(cells: readonly CellResult[]): number[] {
  const logs = cells.map(({ loss }) => Math.log(Math.max(loss, Number.MIN_VALUE)));
  const finite = logs.filter(Number.isFinite);
  const low = Math.min(...finite);
  const high = Math.max(...finite);
  return logs.map((log) => {
    if (!Number.isFinite(log)) return 1;
    return high === low ? 0 : (log - low) / (high - low);
  });
}
