import {
  add,
  chain,
  defineTransform,
  div,
  lerp,
  type Numeric,
  type OptimizerOptions,
  RuleOptimizer,
  sub,
  zeros,
} from '@nadir/core';
import { checkNonNegative } from '@nadir/core/internal';
import { decoupledDecay } from '../../transforms/decoupled-decay.js';
import { meanSquare } from '../../transforms/mean-square.js';
import { descent } from '../../transforms/scale-by-learning-rate.js';
import { checkMeans, rootOf } from '../moments.js';

/** Options of {@link ACProp}. */
export interface ACPropOptions extends OptimizerOptions {
  /** Step size γ, ≥ 0. Default `1e-3`. */
  learningRate?: Numeric;
  /** Decay rate β₁ of the mean of gradients, in [0, 1). Default `0.9`. */
  beta1?: Numeric;
  /** Decay rate β₂ of the mean of squared surprises, in [0, 1). Default `0.999`. */
  beta2?: Numeric;
  /** Term ε added to the denominator, ≥ 0; with 0, elements that had no gradient become NaN. Default `1e-16`. */
  epsilon?: Numeric;
  /** Term ε₀ added to s at each step, ≥ 0. Default `1e-16`. */
  epsilonRoot?: Numeric;
  /** Decoupled weight decay λ, ≥ 0. Default `0`. */
  weightDecay?: Numeric;
}

const scaleByACProp = defineTransform({
  name: 'scaleByACProp',
  state: { m: zeros(), s: zeros() },
  defaults: { beta1: 0.9, beta2: 0.999, epsilon: 1e-16, epsilonRoot: 1e-16 },

  check(o, where) {
    checkMeans(o, where);
    checkNonNegative(where, o, 'epsilonRoot');
  },

  scalars(o, t) {
    const isFirst = t === 1;
    return {
      beta2: o.beta2,
      oneMinusBeta1: 1 - o.beta1,
      oneMinusBeta2: 1 - o.beta2,
      // At the first step s has nothing to tell, and √ŝ is 1.
      sScale: isFirst ? 0 : 1 / Math.sqrt(1 - o.beta2 ** (t - 1)),
      epsilon: isFirst ? 1 + o.epsilon : o.epsilon,
      epsilonRoot: o.epsilonRoot,
    };
  },

  update({ grad, m, s }, { beta2, oneMinusBeta1, oneMinusBeta2, sScale, epsilon, epsilonRoot }) {
    return {
      grad: div(grad, rootOf(s, sScale, epsilon)),
      s: add(meanSquare(s, sub(grad, m), beta2, oneMinusBeta2), epsilonRoot),
      m: lerp(m, grad, oneMinusBeta1),
    };
  },
});

/**
 * The gradient divided by how much gradients surprised until the step before: what a gradient is divided by does
 * not depend on it, and what is divided is no mean.
 *
 * Take it where AdamW is unstable with noisy gradients; it is little tried outside its paper, so hold AdamW against
 * it.
 *
 * For a parameter θ with gradient g, at step t = 1, 2, …:
 *
 *     θ ← (1 − γ λ) θ
 *     θ ← θ − γ g / (√ŝ + ε)                     ŝ = s / (1 − β₂ᵗ⁻¹), and 1 at t = 1
 *     s ← β₂ s + (1 − β₂) (g − m)² + ε₀
 *     m ← β₁ m + (1 − β₁) g
 *
 * State: `m` and `s`, zeros at first, each with the shape of θ. The first step is one of SGD. No later step is bounded:
 * where gradients have been zero or tiny, the first that is not moves θ far. {@link ADOPT}, which divides by what was
 * before as well, bounds that.
 *
 * The numbers are those of `optax.contrib.acprop`. In the paper and the authors' code s takes the distance to the mean
 * after its update, which is β₁ (g − m), and so makes steps 1 / β₁ times as long; that code has the rectification of
 * `RAdam`, too.
 *
 * Paper: Zhuang et al., NeurIPS 2021, https://arxiv.org/abs/2110.05454
 * @throws {@link OptionError} when an option leaves the range written on it.
 * @example
 * ```ts
 * const optimizer = new ACProp(model, { learningRate: 1e-3, weightDecay: 1e-2 });
 * ```
 */
export class ACProp extends RuleOptimizer<ACPropOptions> {
  static override readonly rule = chain('ACProp', decoupledDecay(0), scaleByACProp, descent);
}
