import {
  add,
  defineTransform,
  div,
  lerp,
  mean,
  min,
  mul,
  type Numeric,
  type OptimizerOptions,
  RuleOptimizer,
  sqrt,
  square,
  sub,
  zeros,
} from '@nadir/core';
import { checkFraction, checkInteger, checkNonNegative, checkPositive } from '@nadir/core/internal';
import { largestFloat } from '../transforms/bounded.js';
import { meanSquare } from '../transforms/mean-square.js';
import { basedDimensions, baseSlots, moveBases, turn } from './bases.js';

/** Options of {@link SOAP}. */
export interface SOAPOptions extends OptimizerOptions {
  /** Step size γ, ≥ 0. Default `3e-3`. */
  learningRate?: Numeric;
  /** Decay rate β₁ of the mean of gradients, in [0, 1). Default `0.95`. */
  beta1?: Numeric;
  /** Decay rate β₂ of the mean of squared gradients, in [0, 1). Default `0.95`. */
  beta2?: Numeric;
  /** Decay rate β of the statistics, in [0, 1), or `-1` for β₂. Default `-1`. */
  shampooBeta?: Numeric;
  /** Term ε added to the denominator, > 0. Default `1e-8`. */
  epsilon?: Numeric;
  /** Decoupled weight decay λ, ≥ 0, after the step. Default `1e-2`. */
  weightDecay?: Numeric;
  /** Steps from one change of the bases to the next, an integer ≥ 1. Default `10`. */
  preconditionFrequency?: number;
  /** Dimensions longer than this have no basis, an integer ≥ 1. Default `10000`. */
  maxPreconditionerDim?: number;
  /** Divide each direction by the root of the mean of its squares. Default `false`. */
  normalizeGradients?: boolean;
  /** Correct the means for their beginning at 0. Default `true`. */
  correctBias?: boolean;
}

const soapStep = defineTransform({
  name: 'SOAP',
  defaults: {
    ...{ learningRate: 3e-3, beta1: 0.95, beta2: 0.95, shampooBeta: -1, epsilon: 1e-8 },
    ...{ weightDecay: 1e-2, normalizeGradients: false, correctBias: true },
  },
  fixed: { preconditionFrequency: 10, maxPreconditionerDim: 10_000 },
  state: ({ maxPreconditionerDim }, shape) => ({
    ...baseSlots(basedDimensions(shape, maxPreconditionerDim), shape),
    m: zeros(),
    v: zeros(),
  }),

  check(o, where) {
    checkNonNegative(where, o, 'learningRate', 'weightDecay');
    checkFraction(where, o, 'beta1', 'beta2');
    if (o.shampooBeta !== -1) checkFraction(where, o, 'shampooBeta');
    checkPositive(where, o, 'epsilon');
    checkInteger(where, o, 1, 'preconditionFrequency', 'maxPreconditionerDim');
  },

  scalars(o, t) {
    // At the first step there are no bases, so that m, v and the parameter stay.
    const k = t - 1;
    const moves = k > 0 ? 1 : 0;
    const correction = o.correctBias ? Math.sqrt(1 - o.beta2 ** k) / (1 - o.beta1 ** k) : 1;
    const beta = o.shampooBeta === -1 ? o.beta2 : o.shampooBeta;
    return {
      oneMinusBeta1: moves * (1 - o.beta1),
      vKeep: k > 0 ? o.beta2 : 1,
      oneMinusBeta2: moves * (1 - o.beta2),
      epsilon: o.epsilon,
      stepSize: k > 0 ? o.learningRate * correction : 0,
      shrink: 1 - moves * o.learningRate * o.weightDecay,
      keep: beta,
      gain: 1 - beta,
      first: 1 - moves,
      due: k > 0 && k % o.preconditionFrequency === 0 ? 1 : 0,
    };
  },

  update(tensors, scalars, { static: s, shape }) {
    const { param, grad, m, v } = tensors;
    const { oneMinusBeta1, vKeep, oneMinusBeta2, epsilon, stepSize, shrink } = scalars;
    const dimensions = basedDimensions(shape, s.maxPreconditionerDim);
    const h = turn(grad, 'into', dimensions, tensors);
    const means = {
      m: lerp(m, h, oneMinusBeta1),
      // Finite, since the order of its rows changes by a product with ones and zeros.
      v: min(meanSquare(v, h, vKeep, oneMinusBeta2), largestFloat),
    };
    const direction = div(means.m, add(sqrt(means.v), epsilon));
    const back = turn(direction, 'out', dimensions, tensors);
    const u = s.normalizeGradients ? div(back, add(sqrt(mean(square(back))), 1e-30)) : back;
    return {
      param: mul(shrink, sub(param, mul(stepSize, u))),
      ...moveBases(means, grad, dimensions, tensors, scalars),
    };
  },
});

/**
 * Adam in the eigenbases of Shampoo's statistics.
 *
 * Take it for transformers where fewer steps are worth more time in each.
 *
 * For a parameter θ of rank 2 or more with gradient g, whose matrix G has the slices across a dimension as rows; for
 * each dimension no longer than `maxPreconditionerDim`, at the first step:
 *
 *     S = (1 − β) G Gᵀ
 *     Q = eigenvectors of S, that of the largest eigenvalue first
 *
 * and nothing else: θ waits for the second. At step k + 1 with k = 1, 2, …:
 *
 *     h = g with each dimension multiplied by its Qᵀ, for a matrix Q₀ᵀ g Q₁
 *     m ← β₁ m + (1 − β₁) h
 *     v ← β₂ v + (1 − β₂) h²
 *     u = m / (√v + ε) with each dimension multiplied by its Q
 *     u ← u / RMS(u)                                          with `normalizeGradients`
 *     θ ← (1 − γ λ) (θ − γ c u),   c = √(1 − β₂ᵏ) / (1 − β₁ᵏ), or 1 without `correctBias`
 *     S ← β S + (1 − β) G Gᵀ
 *
 * and if k is a multiple of `preconditionFrequency`, Q takes a step of the power iteration with S, and m and v follow
 * it. A vector or a number, and any longer dimension, has no Q.
 *
 * State: `m` and `v` with the shape of θ; `statistics0`, `basis0`, `statistics1`, … of n × n for a dimension of n.
 * Zeros at first. The numbers are those of the official code in float64, without its `merge_dims` and
 * `precondition_1d`. Where S has equal eigenvalues, such as 0 twice after the first step of a matrix of 5 × 7, any basis of
 * their space is as good as another. Rounding chooses one, so numbers differ between machines and between backends: in that
 * example by a tenth and more of an element after nine steps, as those of the official code do when the first gradient changes by one
 * unit in the last place. Signs of eigenvectors have no effect.
 *
 * The first step is by far the longest, since it finds eigenvectors: on the host in about 60 n³ operations for a
 * dimension of n with the adapters for `cpu`, `wasm` and `tensorflow`; elsewhere in about 10 n rounds of operations on
 * n × n numbers, a hundred times what a later step takes. Keep that in bounds with `maxPreconditionerDim`.
 *
 * Paper: Vyas et al., ICLR 2025, https://arxiv.org/abs/2409.11321
 * @throws {@link OptionError} when an option leaves the range written on it.
 * @example
 * ```ts
 * const optimizer = new SOAP(model, { learningRate: 3e-3, maxPreconditionerDim: 512 });
 * ```
 */
export class SOAP extends RuleOptimizer<SOAPOptions> {
  static override readonly rule = soapStep;
}
