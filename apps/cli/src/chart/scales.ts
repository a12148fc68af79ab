import type { ScaleOptions } from '@observablehq/plot';

/** The scale of losses: logarithmic once they have fallen far, else linear from zero. */
export function lossScale(values: readonly number[]): ScaleOptions {
  const least = Math.min(...values);
  const most = Math.max(...values);
  // Equal ratios matter once a loss has fallen far; zero has no logarithm.
  return least > 0 && most / least > 10
    ? { type: 'log', ticks: decades(least, most), tickFormat: formatTick }
    : { zero: true, nice: true, ticks: 6, tickFormat: formatTick };
}

/** The scale of shares that come close to 1: whole percentages, from 90 % or below. */
export const shareScale = (values: readonly number[]): ScaleOptions => ({
  domain: [Math.floor(10 * Math.min(...values, 0.9)) / 10, 1],
  ticks: 6,
  tickFormat: (share: number) => `${Math.round(1000 * share) / 10} %`,
});

/** The scale of R². Below −1 it says nothing more, and would flatten the rest. */
export const r2Scale = (values: readonly number[]): ScaleOptions => ({
  domain: [Math.max(-1, Math.min(0, ...values)), 1],
  ticks: 6,
  clamp: true,
});

/** Most powers of ten on an axis. */
const mostPowers = 9;

/**
 * Powers of ten between two numbers, with 2 and 5 times or 3 times each where those are few, and only each
 * second or third where they are many. Denser ones would be drawn without their numbers.
 */
export function decades(least: number, most: number): number[] {
  const first = Math.floor(Math.log10(least));
  const last = Math.ceil(Math.log10(most));
  const width = Math.log10(most / least);
  const factors = width <= 2 ? [1, 2, 5] : width <= 3 ? [1, 3] : [1];
  const every = Math.ceil((last - first + 1) / mostPowers);
  return Array.from({ length: last - first + 1 }, (_, i) => first + i)
    .filter((power) => power % every === 0)
    .flatMap((power) => factors.map((factor) => Number(`${factor}e${power}`)))
    .filter((tick) => tick >= least && tick <= most);
}

/** `0.02`, `3`, `4e+6`: as short as the number allows. */
export const formatTick = (value: number): string =>
  value !== 0 && (Math.abs(value) >= 1e5 || Math.abs(value) < 1e-3)
    ? value.toExponential()
    : String(Number(value.toPrecision(6)));
