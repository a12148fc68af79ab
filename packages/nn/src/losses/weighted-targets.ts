import {
  add,
  any,
  cast,
  equal,
  logicalNot,
  mul,
  range,
  reshape,
  scalar,
  sum,
  type Tensor,
  tensor1d,
  where,
} from '@tensorflow/tfjs-core';
import { total } from './total.js';

/** What a cross-entropy makes of labels. */
export interface WeightedTargets {
  /** How much −log p of each class counts, `[batch, classes]`. */
  readonly coefficients: Tensor;
  /** Their sums by row, `[batch, 1]`: NaN for a label that is no class. */
  readonly totals: Tensor;
  /** What the sum over the batch is divided by. */
  readonly divisor: Tensor;
  /** Where the label is, if labels are classes, `[batch, classes]`. */
  readonly isLabel?: Tensor;
  /** Which examples count, if some are left out, `[batch, 1]`. */
  readonly counts?: Tensor;
}

/** How labels are read. */
export interface Weighing {
  readonly classes: number;
  readonly labelSmoothing: number;
  readonly classWeights: readonly number[] | undefined;
  readonly ignoredLabel: number | undefined;
}

/** The coefficients of labels that are classes or probabilities, see {@link crossEntropy}. */
export function weightedTargets(labels: Tensor, how: Weighing): WeightedTargets {
  const weights = how.classWeights && tensor1d([...how.classWeights]);
  const weighted = (targets: Tensor) => (weights === undefined ? targets : mul(targets, weights));
  const examples = scalar(labels.shape[0] as number);
  if (labels.rank === 2) {
    const coefficients = weighted(smoothed(labels, how));
    return { coefficients, totals: sum(coefficients, 1, true), divisor: examples };
  }

  const column = reshape(labels, [-1, 1]);
  const isClass = equal(column, range(0, how.classes, 1, 'int32'));
  const counts =
    how.ignoredLabel === undefined ? undefined : logicalNot(equal(column, how.ignoredLabel));
  const counted = (values: Tensor) =>
    counts === undefined ? values : mul(values, cast(counts, 'float32'));
  const target = counted(cast(isClass, 'float32'));
  const coefficients = counted(weighted(smoothed(target, how)));
  // Without weights (1 − s) + s.
  const sums = weights === undefined ? scalar(1) : sum(coefficients, 1, true);
  const isKnown = any(isClass, 1, true);
  const totals = where(isKnown, sums, scalar(Number.NaN));
  if (counts === undefined) {
    const divisor = weights === undefined ? examples : total(weighted(target));
    return { coefficients, totals, divisor, isLabel: isClass };
  }
  return {
    coefficients,
    totals: where(counts, totals, 0),
    divisor: weights === undefined ? total(cast(counts, 'float32')) : sum(weighted(target)),
    isLabel: isClass,
    counts,
  };
}

/** (1 − s) t + s / K. */
const smoothed = (target: Tensor, { labelSmoothing, classes }: Weighing): Tensor =>
  labelSmoothing === 0 ? target : add(mul(target, 1 - labelSmoothing), labelSmoothing / classes);
