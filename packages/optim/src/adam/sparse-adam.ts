import {
  add,
  defineTransform,
  div,
  lerp,
  mul,
  type Numeric,
  type OptimizerOptions,
  RuleOptimizer,
  rowwise,
  sqrt,
  sub,
  zeros,
} from '@nadir/core';
import { meanSquare } from '../transforms/mean-square.js';
import { checkMoments } from './moments.js';

/** Options of {@link SparseAdam}. */
export interface SparseAdamOptions extends OptimizerOptions {
  /** Step size γ, ≥ 0. Default `1e-3`. */
  learningRate?: Numeric;
  /** Decay rate β₁ of the mean of gradients, in [0, 1). Default `0.9`. */
  beta1?: Numeric;
  /** Decay rate β₂ of the mean of squared gradients, in [0, 1). Default `0.999`. */
  beta2?: Numeric;
  /** Term ε added to the denominator, > 0. Default `1e-8`. */
  epsilon?: Numeric;
}

const sparseAdamStep = defineTransform({
  name: 'SparseAdam',
  state: { m: zeros(), v: zeros() },
  defaults: { learningRate: 1e-3, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },

  check: checkMoments,

  scalars: ({ learningRate, beta1, beta2, epsilon }, t) => ({
    beta2,
    oneMinusBeta1: 1 - beta1,
    oneMinusBeta2: 1 - beta2,
    epsilon,
    stepSize: (learningRate * Math.sqrt(1 - beta2 ** t)) / (1 - beta1 ** t),
  }),

  update({ param, grad, m, v }, { beta2, oneMinusBeta1, oneMinusBeta2, epsilon, stepSize }) {
    const mNext = lerp(m, grad, oneMinusBeta1);
    const vNext = meanSquare(v, grad, beta2, oneMinusBeta2);
    const direction = div(mNext, add(sqrt(vNext), epsilon));
    return { param: sub(param, mul(stepSize, direction)), m: mNext, v: vNext };
  },
});

/**
 * Adam for tables of which a step uses few rows, such as embeddings: the other rows stay as they are, and
 * so do their means.
 *
 * Take it for large embeddings beside AdamW for the rest of the model.
 *
 * For each row θ of a parameter that has a gradient g, at step t = 1, 2, … of the parameter:
 *
 *     m ← β₁ m + (1 − β₁) g
 *     v ← β₂ v + (1 − β₂) g²
 *     θ ← θ − γ √(1 − β₂ᵗ) / (1 − β₁ᵗ) m / (√v + ε)
 *
 * Rows are slices along the first axis; a number is a row of its own. Which of them have a gradient:
 * - those that {@link lookup} took while `step` or `minimize` computed the loss, whatever their gradient is,
 * - those that a {@link SparseGradient} names, `applyGradients({ [table.name]: { indices, values } })`,
 * - and those in whose gradient an element is other than 0. So a gradient that TensorFlow.js made of `gather`,
 *   or an embedding layer of a `LayersModel`, moves the rows that were used; a row whose gradient happens to
 *   be all zeros stays.
 *
 * Penalties and proximal steps act on the rows that move. State: `m` and `v`, zeros at first, each with the
 * shape of the parameter. The numbers are those of `torch.optim.SparseAdam`, which refuses dense gradients.
 * There is no weight decay.
 *
 * Paper: Kingma & Ba, ICLR 2015, https://arxiv.org/abs/1412.6980 (Adam)
 * @throws {@link OptionError} when an option leaves the range written on it.
 * @example
 * ```ts
 * const optimizer = new SparseAdam([table], { learningRate: 0.01 });
 * optimizer.step(() => lossOf(lookup(table, words)));
 * ```
 */
export class SparseAdam extends RuleOptimizer<SparseAdamOptions> {
  static override readonly rule = rowwise(sparseAdamStep);
}
