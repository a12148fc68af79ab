import { Ema, type EmaStart } from '@nadir/optim/averages';

/** The two things that texts call α: what an average keeps of itself, and what it takes of a value. */
export const conventions = ['keeps', 'takes'] as const;

/** One of them. */
export type Convention = (typeof conventions)[number];

/** An exponential moving average. */
export interface Averaging {
  readonly convention: Convention;
  readonly alpha: number;
  readonly start: EmaStart;
}

/** The average after each value of a series. */
export function averagesOf(
  series: readonly number[],
  { convention, alpha, start }: Averaging,
): number[] {
  const average = new Ema({
    ...(convention === 'keeps' ? { decay: alpha } : { weight: alpha }),
    start,
  });
  return series.map((value) => average.update(value));
}
