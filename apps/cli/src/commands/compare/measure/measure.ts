import { formatNumber, formatShortPercent } from '../../../text/numbers.js';
import { type Estimate, estimate, geometricEstimate } from './statistics.js';

/** Names of the measures. */
export type MeasureName = 'accuracy' | 'R²' | 'height';

/** What tells how good a run is. */
export interface Measure {
  readonly name: MeasureName;
  /** What it is, in a few words. */
  readonly about: string;
  /** What is reported of the final runs: on the test part, or at the last step. */
  readonly finalName: string;
  /** What a step descends. */
  readonly descends: 'loss' | 'height';
  /** The least and the greatest value that there is. */
  readonly range: readonly [number, number];
  /** A value without what is finer than numbers can tell apart. */
  resolve(value: number): number;
  /** Whether one value is better than another. */
  isBetter(value: number, than: number): boolean;
  /** The mean over runs and its interval. */
  estimate(values: readonly number[]): Estimate | undefined;
  format(value: number): string;
  /** A goal, as short as it was given: `97 %`, `0.99`, `0.001`. */
  formatGoal(goal: number): string;
  /** A goal as it stands after «to»: `97 %`, `R² 0.99`, `a height of 0.001`. */
  describeGoal(goal: number): string;
  /** A mean with its interval, in one line. */
  formatEstimate(estimate: Estimate): string;
}

/** Heights below count as this one, everywhere: float32 coordinates resolve no less. */
export const leastHeight = 1e-16;

const aboveLeast = (height: number) => Math.max(height, leastHeight);

const formatHeight = (height: number) =>
  height <= leastHeight ? `≤ ${leastHeight}` : formatNumber(height);

/** A percentage with one digit, or none where it is 0. */
const formatWholePercent = (share: number) => formatShortPercent(share).replace('.0 ', ' ');

const isHigher = (value: number, than: number) => value > than;

/** Every measure by its name. */
export const measures: Readonly<Record<MeasureName, Measure>> = {
  accuracy: {
    name: 'accuracy',
    about: 'share of the examples whose class is right',
    finalName: 'test accuracy',
    descends: 'loss',
    range: [0, 1],
    resolve: (value) => value,
    isBetter: isHigher,
    estimate,
    format: formatShortPercent,
    formatGoal: formatWholePercent,
    describeGoal: formatWholePercent,
    formatEstimate: ({ mean, interval }) =>
      interval === undefined
        ? formatShortPercent(mean)
        : `${(100 * mean).toFixed(1)} ± ${formatShortPercent(interval[1] - mean)}`,
  },
  'R²': {
    name: 'R²',
    about: '1 − squared error / variance',
    finalName: 'test R²',
    descends: 'loss',
    range: [-Infinity, 1],
    resolve: (value) => value,
    isBetter: isHigher,
    estimate,
    format: (value) => value.toFixed(4),
    formatGoal: String,
    describeGoal: (goal) => `R² ${goal}`,
    formatEstimate: ({ mean, interval }) =>
      interval === undefined
        ? mean.toFixed(4)
        : `${mean.toFixed(4)} ± ${(interval[1] - mean).toFixed(4)}`,
  },
  height: {
    name: 'height',
    about: 'value of the surface above its minimum',
    finalName: 'final height',
    descends: 'height',
    range: [0, Infinity],
    resolve: aboveLeast,
    isBetter: (value, than) => value < than,
    estimate: (values) => geometricEstimate(values.map(aboveLeast)),
    format: formatHeight,
    formatGoal: String,
    describeGoal: (goal) => `a height of ${goal}`,
    formatEstimate: ({ mean, interval }) =>
      interval === undefined || mean <= leastHeight
        ? formatHeight(mean)
        : `${formatHeight(mean)} ×÷ ${formatFactor(interval[1] / mean)}`,
  },
};

/** Whether a value is at least as good as the goal. What is no number is not. */
export const reaches = (measure: Measure, value: number, goal: number): boolean =>
  value === goal || measure.isBetter(value, goal);

/** Share of the way of the best trial that one near it may lack. */
const nearShare = 0.05;

/** The worst value that is near the best one: it has come as far from the start, but for 5 % of the way. */
export function leastNear(measure: Measure, best: number, start: number): number {
  const lacking = nearShare * Math.abs(best - start);
  return measure.isBetter(1, 0) ? best - lacking : best + lacking;
}

/** Whether a trial is near the best one. */
export const isNear = (measure: Measure, value: number, best: number, start: number): boolean =>
  reaches(measure, value, leastNear(measure, best, start));

const formatFactor = (x: number) =>
  x < 1000 ? String(Number(x.toPrecision(2))) : x.toExponential(0);
