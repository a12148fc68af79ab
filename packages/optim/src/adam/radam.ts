import {
  add,
  chain,
  defineTransform,
  div,
  equal,
  lerp,
  mul,
  type Numeric,
  type OptimizerOptions,
  RuleOptimizer,
  where as select,
  sqrt,
  zeros,
} from '@nadir/core';
import { chosenDecay } from '../transforms/chosen-decay.js';
import { meanSquare } from '../transforms/mean-square.js';
import { descent } from '../transforms/scale-by-learning-rate.js';
import { checkMeans } from './moments.js';
import { rectification } from './rectification.js';

/** Options of {@link RAdam}. */
export interface RAdamOptions extends OptimizerOptions {
  /** Step size γ, ≥ 0. Default `1e-3`. */
  learningRate?: Numeric;
  /** Decay rate β₁ of the mean of gradients, in [0, 1). Default `0.9`. */
  beta1?: Numeric;
  /** Decay rate β₂ of the mean of squared gradients, in [0, 1). Default `0.999`. */
  beta2?: Numeric;
  /** Term ε added to the denominator, ≥ 0; with 0, elements that had no gradient become NaN. Default `1e-8`. */
  epsilon?: Numeric;
  /** Weight decay λ, ≥ 0. Default `0`. */
  weightDecay?: Numeric;
  /** Keep the decay out of the means, as {@link AdamW} does. Default `false`. */
  decoupledWeightDecay?: boolean;
}

const scaleByRAdam = defineTransform({
  name: 'scaleByRAdam',
  state: { m: zeros(), v: zeros() },
  defaults: { beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },

  check: checkMeans,

  scalars({ beta1, beta2, epsilon }, t) {
    const { length, factor } = rectification(beta2, t);
    const isRectified = length > 5;
    const shrink = isRectified ? factor * Math.sqrt(1 - beta2 ** t) : 1;
    return {
      beta2,
      oneMinusBeta1: 1 - beta1,
      oneMinusBeta2: 1 - beta2,
      epsilon,
      isRectified: isRectified ? 1 : 0,
      scale: shrink / (1 - beta1 ** t),
    };
  },

  update({ grad, m, v }, { beta2, oneMinusBeta1, oneMinusBeta2, epsilon, isRectified, scale }) {
    const mNext = lerp(m, grad, oneMinusBeta1);
    const vNext = meanSquare(v, grad, beta2, oneMinusBeta2);
    const root = select(equal(isRectified, 1), add(sqrt(vNext), epsilon), 1);
    return { grad: mul(scale, div(mNext, root)), m: mNext, v: vNext };
  },
});

/**
 * Adam that adapts its steps only as far as its mean of squared gradients is to be trusted, so that it
 * needs no warm-up.
 *
 * Take it where Adam diverges early and a warm-up is not wanted.
 *
 * For a parameter θ with gradient g, at step t = 1, 2, …:
 *
 *     g ← g + λ θ,  or θ ← (1 − γ λ) θ      with `decoupledWeightDecay`
 *     m ← β₁ m + (1 − β₁) g                 m̂ = m / (1 − β₁ᵗ)
 *     v ← β₂ v + (1 − β₂) g²
 *     ρ∞ = 2 / (1 − β₂) − 1                 ρ = ρ∞ − 2 t β₂ᵗ / (1 − β₂ᵗ)
 *     r = √((ρ − 4) (ρ − 2) ρ∞ / ((ρ∞ − 4) (ρ∞ − 2) ρ))
 *     θ ← θ − γ r m̂ √(1 − β₂ᵗ) / (√v + ε)   if ρ > 5
 *     θ ← θ − γ m̂                           else
 *
 * The first steps, five of them with the default β₂, are those of plain momentum, as long as the
 * gradient and not as γ: where gradients are large, start with a small γ.
 *
 * State: `m` and `v`, zeros at first, each with the shape of θ. The numbers are those of
 * `torch.optim.RAdam`. optax adds ε after the correction of √v.
 *
 * Paper: Liu et al., ICLR 2020, https://arxiv.org/abs/1908.03265
 * @throws {@link OptionError} when an option leaves the range written on it.
 * @example
 * ```ts
 * const optimizer = new RAdam(model, { learningRate: 1e-3 });
 * ```
 */
export class RAdam extends RuleOptimizer<RAdamOptions> {
  static override readonly rule = chain('RAdam', chosenDecay(), scaleByRAdam, descent);
}
