import {
  add,
  defineTransform,
  div,
  lerp,
  mul,
  type Numeric,
  type OptimizerOptions,
  RuleOptimizer,
  sub,
  zeros,
} from '@nadir/core';
import { checkFraction, checkNonNegative } from '@nadir/core/internal';
import { meanSquare } from '../../transforms/mean-square.js';
import { checkMoments, rootOf } from '../moments.js';

/** Options of {@link Adan}. */
export interface AdanOptions extends OptimizerOptions {
  /** Step size γ, ≥ 0. Default `1e-3`. */
  learningRate?: Numeric;
  /** Decay rate β₁ of the mean of gradients, in [0, 1). Default `0.98`. */
  beta1?: Numeric;
  /** Decay rate β₂ of the mean of differences of gradients, in [0, 1). Default `0.92`. */
  beta2?: Numeric;
  /** Decay rate β₃ of the mean of squares, in [0, 1). Default `0.99`. */
  beta3?: Numeric;
  /** Term ε added to the denominator, > 0. Default `1e-8`. */
  epsilon?: Numeric;
  /** Weight decay λ, ≥ 0. Default `0`. */
  weightDecay?: Numeric;
  /** Decay after the step, by 1 / (1 + γ λ); `false`: before it, by 1 − γ λ. Default `true`. */
  proximalDecay?: boolean;
}

const adanStep = defineTransform({
  name: 'Adan',
  state: { m: zeros(), d: zeros(), n: zeros(), previous: zeros() },
  defaults: {
    learningRate: 1e-3,
    beta1: 0.98,
    beta2: 0.92,
    beta3: 0.99,
    epsilon: 1e-8,
    weightDecay: 0,
    proximalDecay: true,
  },

  check(o, where) {
    checkMoments(o, where);
    checkFraction(where, o, 'beta3');
    checkNonNegative(where, o, 'weightDecay');
  },

  scalars: ({ learningRate, beta1, beta2, beta3, epsilon, weightDecay, proximalDecay }, t) => ({
    learningRate,
    beta2,
    beta3,
    epsilon,
    oneMinusBeta1: 1 - beta1,
    oneMinusBeta2: 1 - beta2,
    oneMinusBeta3: 1 - beta3,
    mScale: 1 / (1 - beta1 ** t),
    dScale: beta2 / (1 - beta2 ** t),
    nScale: 1 / Math.sqrt(1 - beta3 ** t),
    hasPrevious: t === 1 ? 0 : 1,
    keep: proximalDecay ? 1 / (1 + learningRate * weightDecay) : 1 - learningRate * weightDecay,
  }),

  update({ param, grad, m, d, n, previous }, s, { static: o }) {
    const e = mul(s.hasPrevious, sub(grad, previous));
    const mNext = lerp(m, grad, s.oneMinusBeta1);
    const dNext = lerp(d, e, s.oneMinusBeta2);
    const nNext = meanSquare(n, add(grad, mul(s.beta2, e)), s.beta3, s.oneMinusBeta3);
    const ahead = add(mul(s.mScale, mNext), mul(s.dScale, dNext));
    const step = mul(s.learningRate, div(ahead, rootOf(nNext, s.nScale, s.epsilon)));
    return {
      param: o.proximalDecay ? mul(s.keep, sub(param, step)) : sub(mul(s.keep, param), step),
      m: mNext,
      d: dNext,
      n: nNext,
      previous: grad,
    };
  },
});

/**
 * Adam with a Nesterov momentum that looks ahead by how gradients change.
 *
 * Take it for vision models and large batches where a longer search of options pays; it keeps twice the state of Adam.
 *
 * For a parameter θ with gradient g and last gradient g′, at step t = 1, 2, …:
 *
 *     e = g − g′,  0 at t = 1
 *     m ← β₁ m + (1 − β₁) g                      m̂ = m / (1 − β₁ᵗ)
 *     d ← β₂ d + (1 − β₂) e                      d̂ = d / (1 − β₂ᵗ)
 *     n ← β₃ n + (1 − β₃) (g + β₂ e)²            n̂ = n / (1 − β₃ᵗ)
 *     u = (m̂ + β₂ d̂) / (√n̂ + ε)
 *     θ ← (θ − γ u) / (1 + γ λ),  or (1 − γ λ) θ − γ u without `proximalDecay`
 *
 * State: `m`, `d`, `n` and `previous` g′, zeros at first, each with the shape of θ: twice that of Adam.
 * The numbers are those of timm; β are 1 minus those of the paper. optax multiplies differences by
 * 1 − β₂ instead of β₂, and so gives others.
 *
 * Paper: Xie et al., 2022, https://arxiv.org/abs/2208.06677
 * @throws {@link OptionError} when an option leaves the range written on it.
 * @example
 * ```ts
 * const optimizer = new Adan(model, { learningRate: 1e-3, weightDecay: 0.02 });
 * ```
 */
export class Adan extends RuleOptimizer<AdanOptions> {
  static override readonly rule = adanStep;
}
