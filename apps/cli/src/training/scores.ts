/** How good a model is on some examples. */
export interface Scores {
  /** Mean cross-entropy, or mean squared error in the square of the target's unit. */
  readonly loss: number;
  /** Share of the examples whose class is right; of classifications. */
  readonly accuracy?: number;
  /** Root of the mean squared error, in the target's unit; of regressions. */
  readonly rmse?: number;
  /** 1 − squared error / variance; of regressions. `null` where the target does not vary. */
  readonly r2?: number | null;
}

/** Scores with those that a finished model is measured by. */
export interface FinalScores extends Scores {
  /** Harmonic mean of precision and recall, of each class alike; of classifications. */
  readonly f1?: number;
  /** Area under the ROC curve; of more than two classes the mean over each against the rest. `null` where there is one class only. */
  readonly auc?: number | null;
  /** Mean absolute error, in the target's unit; of regressions. */
  readonly mae?: number;
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
