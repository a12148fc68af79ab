import { type RandomDraw, randomUniform } from '@nadir/core';
import {
  cast,
  cumsum,
  lessEqual,
  minimum,
  mul,
  type Scalar,
  slice,
  softmax,
  sum,
  type Tensor,
  tidy,
} from '@tensorflow/tfjs-core';
import { checkLogits } from './check-logits.js';
import { crossEntropy } from './cross-entropy.js';

/**
 * The cross-entropy at labels that the logits draw themselves, each class as likely as they say. The squares of its
 * gradients estimate the curvature of {@link crossEntropy} (Gauss-Newton-Bartlett), as `SophiaG` needs it.
 *
 * The label of a row is the first class up to which the probabilities sum to more than u, for one number u of
 * {@link randomUniform} for each row. The same draw gives the same u on every backend, and so the same labels but where a
 * sum is within rounding of u.
 *
 * @param logits float32 `[batch, classes]`, not yet normalized.
 * @param draw Names the random numbers: another `step` for each batch.
 * @returns A 0-D tensor, the mean over the batch.
 * @throws {@link TensorError} when the logits have another shape or dtype, {@link OptionError} when the draw is out
 * of range.
 * @example
 * ```ts
 * const stream = new RandomStreams(42).next();
 * optimizer.updateHessian(() => sampledCrossEntropy(model.forward(x), { ...stream, step: 0 }));
 * ```
 */
export function sampledCrossEntropy(logits: Tensor, draw: RandomDraw): Scalar {
  checkLogits('sampledCrossEntropy', logits);
  return tidy(() => crossEntropy(logits, sampleClasses(logits, draw)));
}

/** A class for each row of logits, int32 `[batch]`. */
function sampleClasses(logits: Tensor, draw: RandomDraw): Tensor {
  const [examples, classes] = logits.shape as [number, number];
  const sums = cumsum(softmax(logits), 1);
  // The whole sum is 1 but for rounding.
  const whole = slice(sums, [0, classes - 1], [examples, 1]);
  const below = lessEqual(sums, mul(randomUniform([examples, 1], draw), whole));
  return cast(minimum(sum(cast(below, 'float32'), 1), classes - 1), 'int32');
}
