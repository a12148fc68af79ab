import {
  chain,
  defineTransform,
  lerp,
  mul,
  type Numeric,
  type OptimizerOptions,
  RuleOptimizer,
  zeros,
} from '@nadir/core';
import { checkFraction, checkInteger, checkPositive, checkProbability } from '@nadir/core/internal';
import { decoupledDecay } from '../transforms/decoupled-decay.js';
import { scaleByLearningRate } from '../transforms/scale-by-learning-rate.js';
import {
  checkGrafting,
  graft,
  graftingDefaults,
  graftingNumbers,
  keepsSquares,
} from './grafting.js';
import { precondition, preconditionerNumbers, preconditionerSlots } from './preconditioner.js';

/** Options of {@link Shampoo}. */
export interface ShampooOptions extends OptimizerOptions {
  /** Step size γ, ≥ 0. Default `1e-2`. */
  learningRate?: Numeric;
  /** Decay rate β₁ of the mean of gradients, in [0, 1). Default `0.9`; with `0` there is none. */
  beta1?: Numeric;
  /** Decay rate β₂ of the statistics, in [0, 1]. Default `1`: they are sums. */
  beta2?: Numeric;
  /** Term ε added to the diagonals of the statistics, > 0. Default `1e-6`. */
  epsilon?: Numeric;
  /** Decoupled weight decay λ, ≥ 0. Default `0`. */
  weightDecay?: Numeric;
  /** Steps from one computation of the roots to the next, an integer ≥ 1. Default `1`. */
  preconditionFrequency?: number;
  /** Dimensions longer than this have no statistics, an integer ≥ 1. Default `1024`. */
  maxPreconditionerDim?: number;
  /** The optimizer whose step d tells how long a step is. Default `'none'`: the direction has a length too. */
  grafting?: 'none' | 'sgd' | 'adagrad' | 'rmsprop' | 'adam';
  /** Decay rate β₃ of the mean of squared gradients in grafting, in [0, 1). Default `0.999`. */
  graftingBeta2?: Numeric;
  /** Term δ added to the denominator in grafting, > 0. Default `1e-8`. */
  graftingEpsilon?: Numeric;
}

const scaleByShampoo = defineTransform({
  name: 'scaleByShampoo',
  defaults: { beta1: 0.9, beta2: 1, epsilon: 1e-6, ...graftingDefaults },
  fixed: { preconditionFrequency: 1, maxPreconditionerDim: 1024 },
  state: (s, shape) => ({
    ...preconditionerSlots(s, shape),
    m: s.beta1 && zeros(),
    v: keepsSquares(s.grafting) && zeros(),
  }),

  check(o, where) {
    checkFraction(where, o, 'beta1');
    checkProbability(where, o, 'beta2');
    checkPositive(where, o, 'epsilon');
    checkInteger(where, o, 1, 'preconditionFrequency', 'maxPreconditionerDim');
    checkGrafting(o, where);
  },

  scalars: (o, t) => ({
    oneMinusBeta1: 1 - o.beta1,
    mScale: 1 / (1 - o.beta1 ** t),
    ...preconditionerNumbers(o, t),
    ...graftingNumbers(o, t),
  }),

  update(tensors, scalars, { static: s, shape }) {
    const { grad, m, v } = tensors;
    const mNext = s.beta1 ? lerp(m, grad, scalars.oneMinusBeta1) : grad;
    const mHat = s.beta1 ? mul(mNext, scalars.mScale) : grad;
    const { direction, matrices } = precondition(mHat, tensors, scalars, s, shape);
    const { u, state } = graft(s.grafting, direction, { grad, mHat, v }, scalars);
    return { grad: u, ...(s.beta1 && { m: mNext }), ...state, ...matrices };
  },
});

/**
 * Adagrad with a matrix for each dimension of a parameter: what full matrices would do, for the price of small ones.
 *
 * Take it where steps are costly and matrices are of moderate size, so that roots of their statistics pay.
 *
 * For a parameter θ with gradient g, whose matrix G has the slices across dimension d as rows, and of whose dimensions
 * k are no longer than `maxPreconditionerDim`; at step t = 1, 2, …, for each of these dimensions:
 *
 *     S ← S + G Gᵀ,   Ŝ = S                         with β₂ = 1
 *     S ← β₂ S + (1 − β₂) G Gᵀ,   Ŝ = S / (1 − β₂ᵗ)  otherwise
 *     P ← (Ŝ + ε I)^(−1 / 2k)                       every `preconditionFrequency` steps, from the first on
 *     m ← β₁ m + (1 − β₁) g                         m̂ = m / (1 − β₁ᵗ)
 *     u = m̂ with each dimension multiplied by its P, for a matrix P₀ m̂ P₁
 *     u ← ‖d‖ u / (‖u‖ + 10⁻¹⁶)                     with grafting
 *     θ ← (1 − γ λ) θ − γ u
 *
 * where d = m̂ (`'sgd'`) or d = m̂ / (√v + δ) with v ← v + g² (`'adagrad'`), v ← β₃ v + (1 − β₃) g² (`'rmsprop'`),
 * or the latter divided by 1 − β₃ᵗ (`'adam'`).
 *
 * In float32, ε is no less than 1e-6 √n ‖Ŝ‖, below which rounding hides eigenvalues.
 *
 * State: `statistics0`, `statistics1`, … and, where they are not computed at each step, `root0`, `root1`, … of n × n
 * for a dimension of n; `m` unless β₁ is 0; `v` where d has one. Zeros at first. Roots take several products of matrices
 * each time: with wide layers compute them every 10 or 100 steps. The numbers are those of Gupta et al. with β₁ = 0. The
 * optimizer of facebookresearch/optimizers divides long dimensions into blocks instead, adds its ε of 1e-12 to
 * eigenvalues, and takes the steps before the first roots with d.
 *
 * Papers: Gupta et al., ICML 2018, https://arxiv.org/abs/1802.09568; grafting: Agarwal et al., 2020,
 * https://arxiv.org/abs/2002.11803
 * @throws {@link OptionError} when an option leaves the range written on it.
 * @example
 * ```ts
 * const optimizer = new Shampoo(model, { learningRate: 1e-3, beta2: 0.99, grafting: 'adam' });
 * ```
 */
export class Shampoo extends RuleOptimizer<ShampooOptions> {
  static override readonly rule = chain(
    'Shampoo',
    decoupledDecay(0),
    scaleByShampoo,
    scaleByLearningRate(1e-2),
  );
}
