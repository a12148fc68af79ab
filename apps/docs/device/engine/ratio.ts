import type { Ratio } from './report.js';

/** How far apart the quartiles of a steady ratio are at most, as a part of its median. */
const steadySpread = 0.2;

/** How many times as long the one takes as the other, by rounds in which both were timed. */
export function ratioOf(long: readonly number[], short: readonly number[]): Ratio {
  const ratios = long.map((ms, round) => ms / (short[round] as number));
  const [low, median, high] = quartiles(ratios);
  return { median, low, high, isSteady: high - low <= steadySpread * median };
}

/** The first quartile, the median and the third quartile, each between the two values nearest to it. */
export function quartiles(values: readonly number[]): [number, number, number] {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number): number => {
    const place = share * (sorted.length - 1);
    const below = sorted[Math.floor(place)] as number;
    const above = sorted[Math.ceil(place)] as number;
    return below + (place % 1) * (above - below);
  };
  return [at(0.25), at(0.5), at(0.75)];
}
