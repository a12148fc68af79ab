import type { OptionValue } from '@nadir/core/internal';
import { normalQuantile } from './normal-quantile.js';

/** How the values of an option are spread over a search space. */
export type Distribution =
  /** Logarithms are evenly spread. */
  | { readonly kind: 'log-uniform'; readonly low: number; readonly high: number }
  /** Distances to 1 are log-uniform, as suits decay rates. */
  | { readonly kind: 'one minus log-uniform'; readonly low: number; readonly high: number }
  | { readonly kind: 'uniform'; readonly low: number; readonly high: number }
  /** Decimal logarithms have a normal distribution. */
  | { readonly kind: 'log-normal'; readonly mean: number; readonly deviation: number }
  | { readonly kind: 'one of'; readonly values: readonly OptionValue[] };

/** Logarithms evenly spread between two bounds. */
export const logUniform = (low: number, high: number): Distribution => ({
  kind: 'log-uniform',
  low,
  high,
});

/** 1 − x, where x is log-uniform between two bounds. */
export const oneMinusLogUniform = (low: number, high: number): Distribution => ({
  kind: 'one minus log-uniform',
  low,
  high,
});

/** Values evenly spread between two bounds. */
export const uniform = (low: number, high: number): Distribution => ({
  kind: 'uniform',
  low,
  high,
});

/** 10 to the power of a normal number. */
export const logNormal = (mean: number, deviation: number): Distribution => ({
  kind: 'log-normal',
  mean,
  deviation,
});

/** One of several values, each as often as any other. */
export const oneOf = (...values: readonly OptionValue[]): Distribution => ({
  kind: 'one of',
  values,
});

/**
 * The value below which the share `u` of a distribution lies, 0 < u < 1. Numbers have four digits, so
 * that what is shown is what was used.
 */
export function valueAt(distribution: Distribution, u: number): OptionValue {
  switch (distribution.kind) {
    case 'log-uniform':
      return round(between(distribution, u));
    case 'one minus log-uniform':
      // From the high end, so that u and the value rise together.
      return exact(1 - round(between(distribution, 1 - u)));
    case 'uniform':
      return round(distribution.low + u * (distribution.high - distribution.low));
    case 'log-normal':
      return round(10 ** (distribution.mean + distribution.deviation * normalQuantile(u)));
    case 'one of':
      return distribution.values[Math.floor(u * distribution.values.length)] as OptionValue;
  }
}

/** Share of a distribution at either end that counts as its edge. */
const edgeShare = 0.05;

/** The end of a distribution near which a value lies: its lowest or highest 5 %, or the first or last of several numbers. */
export function edgeOf(
  distribution: Distribution,
  value: OptionValue,
): 'lowest' | 'highest' | undefined {
  if (typeof value !== 'number') return undefined;
  const [low, high] =
    distribution.kind === 'one of'
      ? [distribution.values[0], distribution.values.at(-1)]
      : [valueAt(distribution, edgeShare), valueAt(distribution, 1 - edgeShare)];
  if (value <= Number(low)) return 'lowest';
  return value >= Number(high) ? 'highest' : undefined;
}

/** A distribution in words. */
export function describeDistribution(distribution: Distribution): string {
  switch (distribution.kind) {
    case 'log-uniform':
    case 'uniform':
      return `${distribution.kind} from ${distribution.low} to ${distribution.high}`;
    case 'one minus log-uniform':
      return `1 − x, x log-uniform from ${distribution.low} to ${distribution.high}`;
    case 'log-normal':
      return `10 to a normal power, ${minus(distribution.mean)} ± ${distribution.deviation}`;
    case 'one of':
      return `one of ${distribution.values.join(', ')}`;
  }
}

const between = ({ low, high }: { readonly low: number; readonly high: number }, u: number) =>
  low * (high / low) ** u;

const round = (x: number) => Number(x.toPrecision(4));

/** Without the last bits that a subtraction leaves. */
const exact = (x: number) => Number(x.toPrecision(12));

/** A number with a minus sign in the place of a hyphen. */
const minus = (x: number) => String(x).replace('-', '−');
