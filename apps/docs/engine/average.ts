import { Ema, type EmaOptions } from '@nadir/optim/averages';

/** The exponential moving average after each value of a series. */
export function averagesOf(series: readonly number[], options: EmaOptions): number[] {
  const average = new Ema(options);
  return series.map((value) => average.update(value));
}
