import { averagesOf, type Convention } from '../../engine/average.js';
import { given } from '../series/given.js';

/** What the reader sets. */
export interface Settings {
  readonly series: readonly number[];
  readonly alpha: number;
  /** Whether the convention that takes α is given 1 − α. */
  readonly translated: boolean;
}

/** What the slider of α moves between. */
export const alpha = { min: 0.01, max: 0.99, step: 0.01, initial: 0.9 } as const;

/** The settings that the figure shows first. */
export const initial: Settings = { series: given.wave, alpha: alpha.initial, translated: false };

/** How far back shares are drawn. */
export const ages = 40;

/** The average under one convention. */
export interface Average {
  /** After each value. */
  readonly values: readonly number[];
  /** What a value has in the average at each age, the newest first. */
  readonly shares: readonly number[];
  /** About how many values it looks back over. */
  readonly window: number;
  /** What the values in the window have together. */
  readonly inWindow: number;
}

/** All that the figure shows. */
export interface Picture {
  readonly series: readonly number[];
  /** The α of each convention. */
  readonly alphas: Readonly<Record<Convention, number>>;
  readonly averages: Readonly<Record<Convention, Average>>;
}

/** The averages of the series under both conventions. */
export function pictureOf({ series, alpha, translated }: Settings): Picture {
  const alphas = { keeps: alpha, takes: translated ? rest(alpha) : alpha };
  return {
    series,
    alphas,
    averages: {
      keeps: averageOf(series, 'keeps', alphas.keeps),
      takes: averageOf(series, 'takes', alphas.takes),
    },
  };
}

/** 1 − α as it is written, without the digits that binary numbers add. */
const rest = (alpha: number): number => Number((1 - alpha).toPrecision(12));

function averageOf(series: readonly number[], convention: Convention, alpha: number): Average {
  // An average is a sum of values, each times its share: so it answers to a single 1 with the shares.
  const single = Array.from({ length: 10 * ages }, (_, age) => (age === 0 ? 1 : 0));
  const shares = averagesOf(single, { convention, alpha, start: 'zero' });
  const window = 1 / (convention === 'keeps' ? rest(alpha) : alpha);
  return {
    values: averagesOf(series, { convention, alpha, start: 'first' }),
    shares: shares.slice(0, ages),
    window,
    inWindow: shares.slice(0, Math.round(window)).reduce((sum, share) => sum + share, 0),
  };
}
