/** How good a model is on some examples. */
export interface Scores {
  /** Mean cross-entropy, or mean squared error in the square of the target's unit. */
  readonly loss: number;
  /** Share of the examples whose class is right; of classifications. */
  readonly accuracy?: number;
  /** 1 − squared error / variance; of regressions. `null` where the target does not vary. */
  readonly r2?: number | null;
}

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
  /** Measured at its end, without dropout. */
  readonly test: Scores;
}

/** Share of equal entries. */
export function accuracyOf(predicted: ArrayLike<number>, wanted: ArrayLike<number>): number {
  let hits = 0;
  for (let i = 0; i < wanted.length; i++) if (predicted[i] === wanted[i]) hits++;
  return hits / wanted.length;
}

/** R² = 1 − Σ(y − ŷ)² / Σ(y − ȳ)²; `null` where all y are equal. */
export function r2Of(predicted: ArrayLike<number>, wanted: ArrayLike<number>): number | null {
  const n = wanted.length;
  let mean = 0;
  for (let i = 0; i < n; i++) mean += (wanted[i] as number) / n;
  let error = 0;
  let variance = 0;
  for (let i = 0; i < n; i++) {
    error += ((wanted[i] as number) - (predicted[i] as number)) ** 2;
    variance += ((wanted[i] as number) - mean) ** 2;
  }
  return variance === 0 ? null : 1 - error / variance;
}

/** Counts of examples by true class (row) and predicted class (column). */
export function confusionOf(
  predicted: ArrayLike<number>,
  wanted: ArrayLike<number>,
  classCount: number,
): number[][] {
  const counts = Array.from({ length: classCount }, () => new Array<number>(classCount).fill(0));
  for (let i = 0; i < wanted.length; i++) {
    const row = counts[wanted[i] as number] as number[];
    row[predicted[i] as number] = (row[predicted[i] as number] as number) + 1;
  }
  return counts;
}
