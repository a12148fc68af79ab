import { OptionError, TensorError } from '@nadir/core';
import {
  checkInteger,
  checkNames,
  checkNonNegative,
  checkProbability,
  checkTensor,
  describe,
} from '@nadir/core/internal';
import {
  customGrad,
  div,
  log,
  mul,
  type Scalar,
  sub,
  sum,
  type Tensor,
  tidy,
  where,
  zerosLike,
} from '@tensorflow/tfjs-core';
import { checkLogits } from './check-logits.js';
import { exponentials } from './exponentials.js';
import { total } from './total.js';
import { type Weighing, weightedTargets } from './weighted-targets.js';

/** Options of {@link crossEntropy}. */
export interface CrossEntropyOptions {
  /** Share s of each label that is spread evenly over all classes, in [0, 1]. Default `0`. */
  labelSmoothing?: number;
  /** Weight w of each class, ≥ 0. Default: 1 for each. */
  classWeights?: readonly number[];
  /** Label of examples that are left out, an integer; only where labels are classes. Default: none. */
  ignoredLabel?: number;
}

/**
 * The cross-entropy of the classes that logits predict, averaged over the batch. For N examples
 * with logits z and K classes:
 *
 *     log p = z − log Σ exp z                  by row, with the greatest z taken out first
 *     t′    = w ((1 − s) t + s / K)            t: 1 at the label, or the row of probabilities
 *     loss  = −(1/D) Σ t′ log p                D: the sum of the w of all labels, N for probabilities
 *
 * The gradient is (p Σt′ − t′) / D, computed as such, so huge logits leave it finite. It goes to the
 * logits only, not to labels given as probabilities; `torch.nn.functional.cross_entropy`, whose
 * numbers these are, has that too.
 *
 * Examples with the `ignoredLabel` add nothing, to D neither; of a batch with no others the loss is NaN.
 * PyTorch leaves out −100 unasked, which hides mistakes: here a label that is no class makes the loss
 * NaN otherwise, and the gradient of that example. Looking at labels would mean waiting for the device.
 *
 * @param logits float32 `[batch, classes]`, not yet normalized.
 * @param labels int32 `[batch]`, the class of each example, in [0, classes); or float32
 * `[batch, classes]`, the probability of each class.
 * @returns A 0-D tensor.
 * @throws {@link TensorError} when shapes or dtypes are others.
 * @throws {@link OptionError} when an option leaves the range written on it.
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
  checkTensors(logits, labels);
  const how = checkOptions(options, labels.rank, logits.shape[1] as number);

  const loss = customGrad<Scalar>((given, saveUntyped) => {
    const z = given as Tensor;
    const { coefficients, totals, divisor, isLabel, counts } = weightedTargets(labels, how);
    // An example that is left out adds nothing, not even 0 · ∞.
    const counted = (values: Tensor, of = counts) =>
      of === undefined ? values : where(of, values, zerosLike(values));
    // The gradient starts from the logits again: their exponentials need not be kept.
    const kept = [z, coefficients, totals, divisor, ...(counts === undefined ? [] : [counts])];
    (saveUntyped as (tensors: Tensor[]) => void)(kept);

    const { shifted, normalizer } = exponentials(z);
    const isPlain = isLabel !== undefined && how.labelSmoothing === 0;
    const isUnweighted = isPlain && how.classWeights === undefined;
    const products = isUnweighted ? shifted : mul(coefficients, shifted);
    // The logit of a class that is masked out is −∞, and 0 · −∞ would be NaN.
    const chosen = isPlain ? where(isLabel, products, zerosLike(shifted)) : products;
    const each = counted(sub(mul(totals, log(normalizer)), sum(chosen, -1, true)));
    const value: Scalar = div(total(each), divisor);

    const gradFunc = (dy: Scalar, saved: Tensor[]) => {
      const [z, coefficients, totals, divisor, counts] = saved as [
        Tensor,
        Tensor,
        Tensor,
        Tensor,
        Tensor?,
      ];
      const { powers, normalizer } = exponentials(z);
      const slopes = sub(mul(powers, div(totals, normalizer)), coefficients);
      return counted(mul(slopes, div(dy, divisor)), counts);
    };
    return { value, gradFunc };
  });
  return tidy(() => loss(logits));
}

function checkOptions(options: CrossEntropyOptions, labelRank: number, classes: number): Weighing {
  const { labelSmoothing = 0, classWeights, ignoredLabel } = options;
  checkNames('crossEntropy', options, ['labelSmoothing', 'classWeights', 'ignoredLabel']);
  checkProbability('crossEntropy', { labelSmoothing }, 'labelSmoothing');
  if (classWeights !== undefined) {
    if (!Array.isArray(classWeights) || classWeights.length !== classes) {
      throw new OptionError(
        `crossEntropy.classWeights: got ${describe(classWeights)}, expected a list of ${classes} numbers.`,
      );
    }
    classWeights.forEach((weight, i) => {
      checkNonNegative('crossEntropy.classWeights', { [i]: weight }, String(i));
    });
  }
  if (ignoredLabel !== undefined) {
    checkInteger('crossEntropy', { ignoredLabel }, -(2 ** 31), 'ignoredLabel');
    if (labelRank === 2) {
      throw new OptionError(
        `crossEntropy.ignoredLabel: got ${ignoredLabel} with probabilities as labels, expected it with ` +
          'classes only. Give the examples to leave out a row of zeros.',
      );
    }
  }
  return { classes, labelSmoothing, classWeights, ignoredLabel };
}

function checkTensors(logits: Tensor, labels: Tensor): void {
  checkLogits('crossEntropy', logits);
  checkTensor('crossEntropy.labels', labels);
  const [examples, classes] = logits.shape as [number, number];
  const found = `${labels.dtype} [${labels.shape}]`;
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
