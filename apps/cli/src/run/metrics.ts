import type { Scores } from '../training/scores.js';

/** One line of `metrics.jsonl`. */
export interface EpochMetrics {
  /** Number of the epoch, from 1. */
  readonly epoch: number;
  /** Steps done at its end. */
  readonly step: number;
  /** Learning rate of its last step. */
  readonly learningRate: number;
  /** Seconds of training up to its end. */
  readonly seconds: number;
  /** Means over the batches of the epoch as they were trained on, dropout and all. */
  readonly train: Scores;
  /** Measured at its end, without dropout; absent where there is no validation part. */
  readonly validation?: Scores;
}

/** The epoch whose weights a training keeps: that of the least validation loss, or the last one. */
export function bestOf(metrics: readonly EpochMetrics[]): EpochMetrics | undefined {
  const lossOf = ({ validation }: EpochMetrics) => validation?.loss ?? Number.POSITIVE_INFINITY;
  const validated = metrics.filter(({ validation }) => validation !== undefined);
  if (validated.length === 0) return metrics.at(-1);
  return validated.reduce((best, one) => (lossOf(one) < lossOf(best) ? one : best));
}
