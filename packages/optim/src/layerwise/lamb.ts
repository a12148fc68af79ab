import {
  add,
  chain,
  defineTransform,
  div,
  lerp,
  min,
  mul,
  type Numeric,
  type OptimizerOptions,
  RuleOptimizer,
  zeros,
} from '@nadir/core';
import { checkNonNegative } from '@nadir/core/internal';
import { checkMeans, directionNumbers, directionOf } from '../adam/moments.js';
import { meanSquare } from '../transforms/mean-square.js';
import { descent } from '../transforms/scale-by-learning-rate.js';
import { adaptsAt, norm, trusted } from '../transforms/trust-ratio.js';

/** Options of {@link LAMB}. */
export interface LAMBOptions extends OptimizerOptions {
  /** Step size γ, ≥ 0. Default `1e-3`. */
  learningRate?: Numeric;
  /** Decay rate β₁ of the mean of gradients, in [0, 1). Default `0.9`. */
  beta1?: Numeric;
  /** Decay rate β₂ of the mean of squared gradients, in [0, 1). Default `0.999`. */
  beta2?: Numeric;
  /** Term ε added to the denominator, ≥ 0; with 0, elements that had no gradient become NaN. Default `1e-6`. */
  epsilon?: Numeric;
  /** Weight decay λ, ≥ 0. Default `1e-2`. */
  weightDecay?: Numeric;
  /** Average gradients in m; `false` sums them: m ← β₁ m + g. Default `true`. */
  gradientAveraging?: boolean;
  /** Keep q at 1 or below, so that no step grows (LAMBC). Default `false`. */
  trustClip?: boolean;
  /** Scale steps without weight decay by q as well. Default `false`. */
  alwaysAdapt?: boolean;
}

const scaleByLAMB = defineTransform({
  name: 'scaleByLAMB',
  state: { m: zeros(), v: zeros() },
  defaults: {
    beta1: 0.9,
    beta2: 0.999,
    epsilon: 1e-6,
    weightDecay: 1e-2,
    gradientAveraging: true,
    trustClip: false,
    alwaysAdapt: false,
  },

  check(o, where) {
    checkMeans(o, where);
    checkNonNegative(where, o, 'weightDecay');
  },

  scalars: (o, t) => ({
    ...directionNumbers(o, t),
    beta1: o.beta1,
    weightDecay: o.weightDecay,
    adapts: adaptsAt(o),
  }),

  update({ param, grad, m, v }, s, { static: o }) {
    const mNext = o.gradientAveraging ? lerp(m, grad, s.oneMinusBeta1) : add(mul(s.beta1, m), grad);
    const vNext = meanSquare(v, grad, s.beta2, s.oneMinusBeta2);
    const u = add(directionOf(mNext, vNext, s), mul(s.weightDecay, param));
    const state = { m: mNext, v: vNext };
    if (!o.weightDecay && !o.alwaysAdapt) return { grad: u, ...state };
    const [paramNorm, uNorm] = [norm(param), norm(u)];
    const ratio = div(paramNorm, uNorm);
    const q = trusted(o.trustClip ? min(ratio, 1) : ratio, paramNorm, uNorm, s.adapts);
    return { grad: mul(q, u), ...state };
  },
});

/**
 * Steps of Adam, as long in each parameter as the parameter itself is large: for large batches.
 *
 * Take it for batches of many thousands; with small batches AdamW does as well.
 *
 * For a parameter θ with gradient g, at step t = 1, 2, …:
 *
 *     m ← β₁ m + (1 − β₁) g                 m̂ = m / (1 − β₁ᵗ)
 *     v ← β₂ v + (1 − β₂) g²                v̂ = v / (1 − β₂ᵗ)
 *     u = m̂ / (√v̂ + ε) + λ θ
 *     q = ‖θ‖ / ‖u‖,  1 where either norm is 0
 *     θ ← θ − γ q u
 *
 * Norms are taken over all elements of one parameter. Without weight decay q is 1, unless
 * `alwaysAdapt`: so a group of biases and gains with λ = 0 takes the steps of Adam.
 *
 * State: `m` and `v`, zeros at first, each with the shape of θ. The numbers are those of timm's
 * `Lamb` with `max_grad_norm=None`. What that bounds to 1 by default is `clip: clipByGlobalNorm(1)` here, as
 * in every optimizer. optax takes q with any λ; the paper and pytorch_optimizer keep ‖θ‖ within [0, 10].
 *
 * Paper: You et al., ICLR 2020, https://arxiv.org/abs/1904.00962
 * @throws {@link OptionError} when an option leaves the range written on it.
 * @example
 * ```ts
 * const { decay, rest } = decayable(model);
 * const groups = [{ parameters: decay }, { parameters: rest, weightDecay: 0 }];
 * const optimizer = new LAMB(groups, { learningRate: 5e-3, clip: clipByGlobalNorm(1) });
 * ```
 */
export class LAMB extends RuleOptimizer<LAMBOptions> {
  static override readonly rule = chain('LAMB', scaleByLAMB, descent);
}
