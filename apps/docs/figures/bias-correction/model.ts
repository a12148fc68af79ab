import { averagesOf, type Convention } from '../../engine/average.js';
import { given } from '../series/given.js';

/** What the reader sets. */
export interface Settings {
  readonly series: readonly number[];
  readonly alpha: number;
  /** What α means: what the average keeps of itself, or what it takes of a value. */
  readonly convention: Convention;
}

/** What the slider of α moves between. */
export const alpha = { min: 0.01, max: 0.99, step: 0.01, initial: 0.9 } as const;

/** The settings that the figure shows first. */
export const initial: Settings = {
  series: given.wave,
  alpha: alpha.initial,
  convention: 'keeps',
};

/** Values that are drawn: the start is what matters. */
export const shown = 60;

/** All that the figure shows, after each value. */
export interface Picture {
  readonly series: readonly number[];
  readonly uncorrected: readonly number[];
  readonly corrected: readonly number[];
  /** The uncorrected average over the factor of the other convention. */
  readonly miscorrected: readonly number[];
  /** What the uncorrected average has been multiplied by: the weights of its values together. */
  readonly factor: readonly number[];
  /** The factor that the other convention has at the same α. */
  readonly otherFactor: readonly number[];
  /** Values until the uncorrected average is within 1 % of the corrected; `undefined` where it does not come to it. */
  readonly settled: number | undefined;
}

/** An average that starts at 0, as it is, corrected, and corrected by the wrong factor. */
export function pictureOf({ series: all, alpha, convention }: Settings): Picture {
  const series = all.slice(0, shown);
  const other = convention === 'keeps' ? 'takes' : 'keeps';
  // The average of nothing but ones, uncorrected, is the factor itself.
  const ones = series.map(() => 1);
  const factor = averagesOf(ones, { convention, alpha, start: 'zero' });
  const otherFactor = averagesOf(ones, { convention: other, alpha, start: 'zero' });
  const uncorrected = averagesOf(series, { convention, alpha, start: 'zero' });
  const settled = factor.findIndex((value) => value >= 0.99);
  return {
    series,
    uncorrected,
    corrected: averagesOf(series, { convention, alpha, start: 'corrected' }),
    miscorrected: uncorrected.map((value, i) => value / (otherFactor[i] as number)),
    factor,
    otherFactor,
    settled: settled < 0 ? undefined : settled + 1,
  };
}
