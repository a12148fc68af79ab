/** Where a series of times lies. */
export interface Summary {
  readonly min: number;
  readonly lowerQuartile: number;
  readonly median: number;
  readonly upperQuartile: number;
}

/**
 * The value below which a share of a series lies, interpolated between the two nearest.
 *
 * @param share In [0, 1]. The value stands at position share · (length − 1) of the sorted series.
 */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const position = share * (sorted.length - 1);
  const below = sorted[Math.floor(position)] ?? Number.NaN;
  const above = sorted[Math.ceil(position)] ?? Number.NaN;
  return below + (above - below) * (position - Math.floor(position));
}

/** Minimum, quartiles and median. All are NaN for an empty series. */
export function summarize(values: readonly number[]): Summary {
  return {
    min: quantile(values, 0),
    lowerQuartile: quantile(values, 0.25),
    median: quantile(values, 0.5),
    upperQuartile: quantile(values, 0.75),
  };
}
