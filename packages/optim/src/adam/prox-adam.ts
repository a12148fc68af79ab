import {
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
import { checkNonNegative } from '@nadir/core/internal';
import { shrink } from '../regularizers/shrink.js';
import { meanSquare } from '../transforms/mean-square.js';
import { checkMoments, momentNumbers, rootOf } from './moments.js';

/** Options of {@link ProxAdam}. */
export interface ProxAdamOptions extends OptimizerOptions {
  /** Step size γ, ≥ 0. Default `1e-3`. */
  learningRate?: Numeric;
  /** Decay rate β₁ of the mean of gradients, in [0, 1). Default `0.9`. */
  beta1?: Numeric;
  /** Decay rate β₂ of the mean of squared gradients, in [0, 1). Default `0.999`. */
  beta2?: Numeric;
  /** Term ε added to the denominator, > 0. Default `1e-8`. */
  epsilon?: Numeric;
  /** Strength λ of the penalty λ Σ|θ|, ≥ 0. Default `0`. */
  l1?: Numeric;
}

const proxAdamStep = defineTransform({
  name: 'ProxAdam',
  state: { m: zeros(), v: zeros() },
  defaults: { learningRate: 1e-3, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, l1: 0 },

  check(o, where) {
    checkMoments(o, where);
    checkNonNegative(where, o, 'l1');
  },

  scalars: (o, t) => ({ ...momentNumbers(o, t), learningRate: o.learningRate, l1: o.l1 }),

  update({ param, grad, m, v }, s) {
    const mNext = lerp(m, grad, s.oneMinusBeta1);
    const vNext = meanSquare(v, grad, s.beta2, s.oneMinusBeta2);
    const h = div(s.learningRate, rootOf(vNext, s.vScale, s.epsilon));
    const moved = sub(param, mul(h, mul(mNext, s.mScale)));
    return { param: shrink(moved, mul(h, s.l1)), m: mNext, v: vNext };
  },
});

/**
 * Adam on a loss with an L1 penalty, whose proximal step has the step size of each element.
 *
 * Take it for sparse weights: an L1 penalty that ends in exact zeros.
 *
 * For a parameter θ with gradient g, at step t = 1, 2, …:
 *
 *     m ← β₁ m + (1 − β₁) g                 m̂ = m / (1 − β₁ᵗ)
 *     v ← β₂ v + (1 − β₂) g²                v̂ = v / (1 − β₂ᵗ)
 *     h = γ / (√v̂ + ε)
 *     θ ← θ − h m̂
 *     θ ← sign(θ) · max(|θ| − h λ, 0)
 *
 * So it goes where the loss with the penalty is least, and reaches exact zeros. The option `proximal: l1(λ)` of
 * `Adam` subtracts γ λ from every element, which weighs the penalty by the scale of its gradients.
 *
 * State: `m` and `v`, zeros at first, each with the shape of θ. The numbers are those of the formula.
 *
 * Paper: Yun, Lozano & Yang, NeurIPS 2021, https://arxiv.org/abs/2007.07869
 * @throws {@link OptionError} when an option leaves the range written on it.
 * @example
 * ```ts
 * const optimizer = new ProxAdam(model, { learningRate: 1e-3, l1: 1e-4 });
 * ```
 */
export class ProxAdam extends RuleOptimizer<ProxAdamOptions> {
  static override readonly rule = proxAdamStep;
}
