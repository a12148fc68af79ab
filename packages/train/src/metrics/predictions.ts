import { TensorError } from '@nadir/core';
import {
  argMax,
  cast,
  greater,
  oneHot,
  reshape,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
} from '@tensorflow/tfjs-core';

/** What a classifier says, beside what was wanted. Each row has a 1 at its class. */
export interface Predictions {
  readonly predicted: Tensor2D;
  /** A target that is no class has a row of zeros. */
  readonly wanted: Tensor2D;
}

/**
 * Predicted classes and wanted ones. The prediction is the class with the largest score; of one logit per example it is class 1
 * where the logit is above 0.
 *
 * @param where Name of the metric, for the error.
 * @throws {@link TensorError} when the shapes do not belong together.
 */
export function predictions(where: string, outputs: Tensor, targets: Tensor): Predictions {
  if (isOneLogit(outputs, targets)) {
    const logits = reshape(outputs, [outputs.size]) as Tensor1D;
    const predicted = rowsOf(cast(greater(logits, 0), 'int32'), 2);
    return { predicted, wanted: rowsOf(targets, 2) };
  }
  const scores = classScores(where, outputs, targets);
  const classes = scores.shape[1];
  return { predicted: rowsOf(argMax(scores, 1), classes), wanted: rowsOf(targets, classes) };
}

/** Whether outputs are one number per target, shape [n] or [n, 1]. */
export const isOneLogit = ({ shape, size }: Tensor, targets: Tensor): boolean =>
  size === targets.size && (shape.length < 2 || shape.at(-1) === 1);

/**
 * Scores of classes, a row for each target.
 *
 * @param outputs Shape [n, …, classes].
 * @param targets Numbers of classes, shape [n, …].
 * @throws {@link TensorError} when the shapes do not belong together.
 */
export function classScores(where: string, outputs: Tensor, targets: Tensor): Tensor2D {
  const classes = outputs.shape.at(-1) ?? 1;
  if (classes > 1 && outputs.shape.slice(0, -1).join() === targets.shape.join()) {
    return reshape(outputs, [targets.size, classes]) as Tensor2D;
  }
  throw new TensorError(
    `${where}: got outputs [${outputs.shape}] and targets [${targets.shape}], expected scores [n, classes] or logits [n, 1], ` +
      'and numbers of classes [n]. Write argMax(targets, -1) for targets that are one-hot.',
  );
}

/** Numbers of classes as rows with a 1 each, float32. */
export function rowsOf(numbers: Tensor, classes: number): Tensor2D {
  const flat = cast(reshape(numbers, [numbers.size]), 'int32') as Tensor1D;
  return cast(oneHot(flat, classes), 'float32') as Tensor2D;
}
