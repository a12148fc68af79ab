/** Means and deviations that bring columns to mean 0 and deviation 1. */
export interface Scaler {
  readonly mean: readonly number[];
  /** Standard deviations; 1 where a column does not vary. */
  readonly deviation: readonly number[];
}

/** Mean and deviation (of the population) of each of `width` columns, in two passes. */
export function fitScaler(values: Float64Array, width: number): Scaler {
  const rows = values.length / width;
  const columnMean = (term: (x: number, column: number) => number) => {
    const sums = new Array<number>(width).fill(0);
    for (let i = 0; i < values.length; i++) {
      const column = i % width;
      sums[column] = (sums[column] as number) + term(values[i] as number, column) / rows;
    }
    return sums;
  };
  const mean = columnMean((x) => x);
  const variance = columnMean((x, column) => (x - (mean[column] as number)) ** 2);
  const deviation = variance.map((v, column) => {
    const root = Math.sqrt(v);
    // Rounding gives a constant column a deviation of some units in the last place.
    return root > 1e-12 * Math.abs(mean[column] as number) ? root : 1;
  });
  return { mean, deviation };
}

/**
 * One mean and one deviation for all of `width` columns, whose numbers are of one kind, as the pixels of images are. On a scale of its
 * own, a pixel that is hardly ever dark would weigh more than all others.
 */
export function fitSharedScaler(values: Float64Array, width: number): Scaler {
  const { mean, deviation } = fitScaler(values, 1);
  const repeated = ([one]: readonly number[]) => new Array<number>(width).fill(one as number);
  return { mean: repeated(mean), deviation: repeated(deviation) };
}

/** (x − mean) / deviation, column by column, rounded to float32 only at the end. */
export function standardise(values: Float64Array, { mean, deviation }: Scaler): Float32Array {
  const width = mean.length;
  return Float32Array.from(values, (x, i) => {
    const column = i % width;
    return (x - (mean[column] as number)) / (deviation[column] as number);
  });
}
