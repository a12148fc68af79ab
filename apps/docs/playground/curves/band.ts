import type { Curve } from './metrics.js';

/** A curve of several runs: their mean, and the lowest and highest of them. */
export interface Band {
  readonly steps: readonly number[];
  readonly mean: readonly number[];
  readonly low: readonly number[];
  readonly high: readonly number[];
}

/** Steps that a band is drawn at, at most. */
const most = 400;

/**
 * The mean and the extent of curves with the same steps, at steps that are equally far apart. A curve that ended early,
 * of a run that diverged, leaves the others to go on.
 */
export function bandOf(curves: readonly Curve[]): Band {
  const longest = curves.reduce((one, other) =>
    other.steps.length > one.steps.length ? other : one,
  );
  const stride = Math.ceil(longest.steps.length / most);
  const band = {
    steps: [] as number[],
    mean: [] as number[],
    low: [] as number[],
    high: [] as number[],
  };
  for (let i = 0; i < longest.steps.length; i += stride) {
    const values = curves.map((curve) => curve.values[i]).filter((value) => value !== undefined);
    band.steps.push(longest.steps[i] as number);
    band.mean.push(values.reduce((sum, value) => sum + value, 0) / values.length);
    band.low.push(Math.min(...values));
    band.high.push(Math.max(...values));
  }
  return band;
}
