/** How often values lie where. */
export interface Histogram {
  readonly count: number;
  readonly least: number;
  readonly greatest: number;
  readonly sum: number;
  readonly squares: number;
  /** Right ends of the bins, rising; the first bin begins at `least`. */
  readonly limits: readonly number[];
  /** Values in each bin. */
  readonly counts: readonly number[];
}

/** Bins between the least value and the greatest. */
const bins = 30;

/** Counts the finite values among some in bins of equal width. */
export function histogramOf(values: ArrayLike<number>): Histogram {
  const finite = Float64Array.from(values).filter(Number.isFinite);
  let [least, greatest, sum, squares] = [Infinity, -Infinity, 0, 0];
  for (const value of finite) {
    least = Math.min(least, value);
    greatest = Math.max(greatest, value);
    sum += value;
    squares += value * value;
  }
  const count = finite.length;
  if (count === 0) return { count, least: 0, greatest: 0, sum, squares, limits: [0], counts: [0] };
  if (least === greatest) {
    return { count, least, greatest, sum, squares, limits: [greatest], counts: [count] };
  }
  const width = (greatest - least) / bins;
  const limits = Array.from({ length: bins }, (_, i) => least + (i + 1) * width);
  const counts = new Array<number>(bins).fill(0);
  for (const value of finite) {
    const bin = Math.min(bins - 1, Math.floor((value - least) / width));
    counts[bin] = (counts[bin] as number) + 1;
  }
  limits[bins - 1] = greatest;
  return { count, least, greatest, sum, squares, limits, counts };
}
