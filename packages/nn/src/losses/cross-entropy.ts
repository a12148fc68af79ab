import { OptionError, TensorError } from '@nadir/core';
import {
  checkInteger,
  checkNames,
  checkNonNegative,
  checkProbability,
  checkTensor,
  checkWord,
  describe,
} from '@nadir/core/internal';
import {
  customGrad,
  div,
  log,
  mul,
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
  /** `'mean'` over the examples as below, their `'sum'`, or `'none'`: the loss of each. Default `'mean'`. */
  reduction?: 'mean' | 'sum' | 'none';
}

/**
 * The cross-entropy of the classes that logits predict, averaged over all examples. For N of them
 * with logits z and K classes:
 *
 *     log p = z − log Σ exp z                  by row, with the greatest z taken out first
 *     t′    = w ((1 − s) t + s / K)            t: 1 at the label, or the row of probabilities
 *     loss  = −(1/D) Σ t′ log p                D: the sum of the w of all labels, N for probabilities
 *
 * With the reduction `'sum'` D is 1, and with `'none'` there is a loss for each example, without D and the sum.
 *
 * The gradient is (p Σt′ − t′) / D, computed as such, so huge logits leave it finite. It goes to the
 * logits only, not to labels given as probabilities; `torch.nn.functional.cross_entropy`, whose
 * numbers these are, has that too.
 *
 * Examples with the `ignoredLabel` add nothing, to D neither; of a batch with no others the loss is NaN.
 * PyTorch leaves out −100 unasked, which hides mistakes: here a label that is no class makes the loss
 * NaN otherwise, and the gradient of that example. Looking at labels would mean waiting for the device.
 *
 * @param logits float32 `[..., classes]`, not yet normalized: of one example, a batch, or sequences and images of them.
 * PyTorch has the classes of more than two dimensions second, here they are last.
 * @param labels int32 `[...]`, the class of each example, in [0, classes); or float32
 * `[..., classes]`, the probability of each class.
 * @returns A 0-D tensor, or with the reduction `'none'` one of the shape `[...]`.
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
  options: CrossEntropyOptions & { readonly reduction: 'none' },
): Tensor;
export function crossEntropy(logits: Tensor, labels: Tensor, options?: CrossEntropyOptions): Scalar;
export function crossEntropy(
  logits: Tensor,
  labels: Tensor,
  options: CrossEntropyOptions = {},
): Tensor {
  checkTensors(logits, labels);
  const classes = logits.shape.at(-1) as number;
  const areClasses = labels.dtype === 'int32';
  const how = checkOptions(options, areClasses, classes);
  const { reduction = 'mean' } = options;
  const examples = logits.shape.slice(0, -1);

  const loss = customGrad<Tensor>((given, saveUntyped) => {
    const z = given as Tensor;
    const rows = reshape(labels, areClasses ? [-1] : [-1, classes]);
    const { coefficients, totals, divisor: mass, isLabel, counts } = weightedTargets(rows, how);
    const divisor = reduction === 'mean' ? mass : scalar(1);
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
    const value = reduction === 'none' ? reshape(each, examples) : div(total(each), divisor);

    const gradFunc = (dy: Tensor, saved: Tensor[]) => {
      const [z, coefficients, totals, divisor, counts] = saved as [
        Tensor,
        Tensor,
        Tensor,
        Tensor,
        Tensor?,
      ];
      const { powers, normalizer } = exponentials(z);
      const slopes = sub(mul(powers, div(totals, normalizer)), coefficients);
      const above = reduction === 'none' ? reshape(dy, [-1, 1]) : div(dy, divisor);
      return counted(mul(slopes, above), counts);
    };
    return { value, gradFunc };
  });
  return tidy(() => loss(reshape(logits, [-1, classes])));
}

function checkOptions(
  options: CrossEntropyOptions,
  areClasses: boolean,
  classes: number,
): Weighing {
  const { labelSmoothing = 0, classWeights, ignoredLabel, reduction = 'mean' } = options;
  const known = ['labelSmoothing', 'classWeights', 'ignoredLabel', 'reduction'];
  checkNames('crossEntropy', options, known);
  checkWord('crossEntropy', { reduction }, 'reduction', ['mean', 'sum', 'none']);
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
    if (!areClasses) {
      throw new OptionError(
        `crossEntropy.ignoredLabel: got ${ignoredLabel} with probabilities as labels, expected it with ` +
          'classes only. Give the examples to leave out a row of zeros.',
      );
    }
  }
  return { classes, labelSmoothing, classWeights, ignoredLabel };
}

function checkTensors(logits: Tensor, labels: Tensor): void {
  checkTensor('crossEntropy.logits', logits);
  checkTensor('crossEntropy.labels', labels);
  const { dtype, rank, size, shape } = logits;
  if (dtype !== 'float32' || rank === 0 || size === 0) {
    throw new TensorError(
      `crossEntropy: got logits ${dtype} [${shape}], expected float32 [..., classes], not empty.`,
    );
  }
  const found = `${labels.dtype} [${labels.shape}]`;
  const [forClasses, forProbabilities] = [`int32 [${shape.slice(0, -1)}]`, `float32 [${shape}]`];
  if (found === forClasses || found === forProbabilities) return;
  const advice =
    labels.rank < rank
      ? "`cast(labels, 'int32')` for classes"
      : "`cast(labels, 'float32')` for probabilities";
  throw new TensorError(
    `crossEntropy: got labels ${found} for logits [${shape}], expected ${forClasses} or ` +
      `${forProbabilities}. Pass ${advice}.`,
  );
}
