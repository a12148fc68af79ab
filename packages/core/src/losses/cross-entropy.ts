import {
  add,
  any,
  cast,
  customGrad,
  div,
  equal,
  exp,
  log,
  max,
  mul,
  range,
  reshape,
  type Scalar,
  scalar,
  sub,
  sum,
  type Tensor,
  tidy,
  where,
  zerosLike,
} from '@tensorflow/tfjs-core';
import { checkNames, checkProbability } from '../check.js';
import { TensorError } from '../errors.js';

/** Options of {@link crossEntropy}. */
export interface CrossEntropyOptions {
  /** Share s of each label that is spread evenly over all classes, in [0, 1]. Default `0`. */
  labelSmoothing?: number;
}

/**
 * The cross-entropy of the classes that logits predict, averaged over the batch. For N examples
 * with logits z and K classes:
 *
 *     log p = z − log Σ exp z                  by row, with the greatest z taken out first
 *     t′    = (1 − s) t + s / K                t: 1 at the label, or the row of probabilities
 *     loss  = −(1/N) Σ t′ log p
 *
 * The gradient is (p Σt′ − t′) / N, computed as such, so huge logits leave it finite. It goes to the
 * logits only, not to labels given as probabilities; `torch.nn.functional.cross_entropy`, whose
 * numbers these are, has that too.
 *
 * @param logits float32 `[batch, classes]`, not yet normalized.
 * @param labels int32 `[batch]`, the class of each example, in [0, classes); or float32
 * `[batch, classes]`, the probability of each class. A class outside of the range makes the loss
 * NaN, and the gradient of that example: looking at labels would mean waiting for the device, and
 * leaving them out, as PyTorch does with −100, would hide mistakes.
 * @returns A 0-D tensor.
 * @throws {@link TensorError} when shapes or dtypes are others.
 * @throws {@link OptionError} when `labelSmoothing` is outside of [0, 1].
 * @example
 * ```ts
 * const logits = tensor2d([[2, 1, 0], [0, 1, 2]]);
 * crossEntropy(logits, tensor1d([0, 2], 'int32')).print(); // 0.4076
 * ```
 */
export function crossEntropy(
  logits: Tensor,
  labels: Tensor,
  options: CrossEntropyOptions = {},
): Scalar {
  const { labelSmoothing = 0 } = options;
  checkNames('crossEntropy', options, ['labelSmoothing']);
  checkProbability('crossEntropy', { labelSmoothing }, 'labelSmoothing');
  checkTensors(logits, labels);
  const [examples, classes] = logits.shape as [number, number];
  const spread = labelSmoothing / classes;

  const loss = customGrad<Scalar>((given, saveUntyped) => {
    const z = given as Tensor;
    const { isLabel, target } = readLabels(labels, classes);
    const smooth = spread > 0 ? add(mul(target, 1 - labelSmoothing), spread) : target;
    const total = isLabel === undefined ? sum(smooth, -1, true) : oneOrNaN(isLabel);
    // The gradient starts from the logits again: their exponentials need not be kept.
    (saveUntyped as (tensors: Tensor[]) => void)([z, smooth, total]);

    const { shifted, normalizer } = exponentials(z);
    // The logit of a class that is masked out is −∞, and 0 · −∞ would be NaN.
    const chosen =
      isLabel !== undefined && spread === 0
        ? where(isLabel, shifted, zerosLike(shifted))
        : mul(smooth, shifted);
    const each = sub(mul(total, log(normalizer)), sum(chosen, -1, true));
    const value: Scalar = mul(sum(each), 1 / examples);

    const gradFunc = (dy: Scalar, saved: Tensor[]) => {
      const [z, smooth, total] = saved as [Tensor, Tensor, Tensor];
      const { powers, normalizer } = exponentials(z);
      return mul(sub(mul(powers, div(total, normalizer)), smooth), div(dy, examples));
    };
    return { value, gradFunc };
  });
  return tidy(() => loss(logits));
}

/** z less its greatest element, by row; e to the power of that; and the sum of these, `[batch, 1]`. */
function exponentials(z: Tensor) {
  const shifted = sub(z, max(z, -1, true));
  const powers = exp(shifted);
  return { shifted, powers, normalizer: sum(powers, -1, true) };
}

/** The probability t of each class, and for labels that are classes the mask of where t is 1. */
function readLabels(labels: Tensor, classes: number): { target: Tensor; isLabel?: Tensor } {
  if (labels.rank === 2) return { target: labels };
  const isLabel = equal(reshape(labels, [-1, 1]), range(0, classes, 1, 'int32'));
  return { target: cast(isLabel, 'float32'), isLabel };
}

/** 1 for each row with a label in it, NaN for each without, `[batch, 1]`. */
const oneOrNaN = (isLabel: Tensor): Tensor =>
  where(any(isLabel, -1, true), scalar(1), scalar(Number.NaN));

const written = ({ dtype, shape }: Tensor): string => `${dtype} [${shape}]`;

/** Throws unless there are logits of classes for each example of a batch. */
export function checkLogits(where: string, logits: Tensor): void {
  if (logits.dtype !== 'float32' || logits.rank !== 2 || logits.size === 0) {
    throw new TensorError(
      `${where}: got logits ${written(logits)}, expected float32 [batch, classes], not empty.`,
    );
  }
}

function checkTensors(logits: Tensor, labels: Tensor): void {
  checkLogits('crossEntropy', logits);
  const [examples, classes] = logits.shape as [number, number];
  const found = written(labels);
  if (found === `int32 [${examples}]` || found === `float32 [${examples},${classes}]`) return;
  const advice =
    labels.rank === 1
      ? "`cast(labels, 'int32')` for classes"
      : "`cast(labels, 'float32')` for probabilities";
  throw new TensorError(
    `crossEntropy: got labels ${found} for logits [${logits.shape}], expected ` +
      `int32 [${examples}] or float32 [${examples},${classes}]. Pass ${advice}.`,
  );
}
