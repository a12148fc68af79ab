import {
  add,
  customGrad,
  div,
  greater,
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

/**
 * The entropy of the classes that logits predict, averaged over the batch, in nats:
 *
 *     H = −(1/N) Σ p log p        p: the softmax of the logits, by row
 *
 * A multiple of it taken off a loss is the confidence penalty, which keeps predictions from becoming too
 * certain; a policy is kept exploring that way. Added, it makes predictions certain, as for data without
 * labels. The gradient is −p (log p + H) / N, computed as such; a logit of −∞ has none.
 *
 * Paper: Pereyra et al. 2017, https://arxiv.org/abs/1701.06548
 *
 * @param logits float32 `[batch, classes]`, not yet normalized.
 * @returns A 0-D tensor.
 * @throws {@link TensorError} when shape or dtype are others.
 * @example
 * ```ts
 * const loss = (logits: Tensor, labels: Tensor) =>
 *   sub(crossEntropy(logits, labels), mul(0.1, entropy(logits)));
 * ```
 */
export function entropy(logits: Tensor): Scalar {
  checkLogits('entropy', logits);
  return tidy(() => meanEntropy(logits));
}

const meanEntropy = customGrad<Scalar>((given, saveUntyped) => {
  const z = given as Tensor;
  (saveUntyped as (tensors: Tensor[]) => void)([z]);
  const { each } = surprises(z);
  const examples = z.shape[0] as number;
  return {
    value: div(total(each), examples) as Scalar,
    gradFunc: (dy: Scalar, [saved]) => {
      const { p, logP, each } = surprises(saved as Tensor);
      // The logarithm of a p of 0 is −∞, and 0 · −∞ would be NaN.
      const slopes = where(greater(p, 0), mul(p, add(logP, each)), zerosLike(p));
      return mul(slopes, div(dy, -examples));
    },
  };
});

/** p and log p of each class, and the entropy of each row, `[batch, 1]`. */
function surprises(z: Tensor) {
  const { shifted, powers, normalizer } = exponentials(z);
  const p = div(powers, normalizer);
  const logP = sub(shifted, log(normalizer));
  const products = where(greater(p, 0), mul(p, logP), zerosLike(p));
  return { p, logP, each: mul(-1, sum(products, -1, true)) };
}
