import { formatNumber, formatPercent } from '../../../text/numbers.js';
import type { FinalScores } from '../../../training/scores.js';

/** A figure by which trials are compared. */
export interface Metric {
  /** Key among the scores of a training. */
  readonly name: keyof FinalScores;
  readonly title: string;
  readonly format: (value: number) => string;
  /** Whether the greater of two is better. */
  readonly isScore: boolean;
  /** Whether it is measured after each epoch, not at the end alone. */
  readonly isRunning: boolean;
}

const fourDigits = (value: number) => value.toFixed(4);

const list: readonly Metric[] = [
  { name: 'loss', title: 'loss', format: formatNumber, isScore: false, isRunning: true },
  { name: 'accuracy', title: 'accuracy', format: formatPercent, isScore: true, isRunning: true },
  { name: 'f1', title: 'F1', format: fourDigits, isScore: true, isRunning: false },
  { name: 'auc', title: 'ROC AUC', format: fourDigits, isScore: true, isRunning: false },
  { name: 'rmse', title: 'RMSE', format: formatNumber, isScore: false, isRunning: true },
  { name: 'mae', title: 'MAE', format: formatNumber, isScore: false, isRunning: false },
  { name: 'r2', title: 'R²', format: fourDigits, isScore: true, isRunning: true },
];

/** Names of the metrics. */
export const metricNames = list.map(({ name }) => name);

/** A metric by name. */
export const metricOf = (name: Metric['name']): Metric =>
  list.find((metric) => metric.name === name) as Metric;
