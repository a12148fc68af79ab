import {
  chain,
  clamp,
  defineTransform,
  div,
  lerp,
  max,
  type Numeric,
  neg,
  type OptimizerOptions,
  RuleOptimizer,
  sqrt,
  type Transform,
  zeros,
} from '@nadir/core';
import { checkNonNegative, derive } from '@nadir/core/internal';
import { chosenDecay } from '../../transforms/chosen-decay.js';
import { meanSquare } from '../../transforms/mean-square.js';
import { descent } from '../../transforms/scale-by-learning-rate.js';
import { checkMeans } from '../moments.js';

/** Options of {@link ADOPT}. */
export interface ADOPTOptions extends OptimizerOptions {
  /** Step size γ, ≥ 0. Default `1e-3`. */
  learningRate?: Numeric;
  /** Decay rate β₁ of the mean of normalized gradients, in [0, 1). Default `0.9`. */
  beta1?: Numeric;
  /** Decay rate β₂ of the mean of squared gradients, in [0, 1). Default `0.9999`. */
  beta2?: Numeric;
  /** Least denominator ε, ≥ 0; with 0, elements that had no gradient become NaN. Default `1e-6`. */
  epsilon?: Numeric;
  /** Power c of the bound (t − 1)ᶜ on normalized gradients, ≥ 0; `0`: no bound. Default `0.333`. */
  clipExponent?: Numeric;
  /** Weight decay λ, ≥ 0. Default `0`. */
  weightDecay?: Numeric;
  /** Keep the decay out of the means, as `AdamW` does. Default `false`. */
  decoupledWeightDecay?: boolean;
}

/** {@link chosenDecay} that leaves parameters alone at the first step, which moves nothing. */
const laterDecay = (decay: Transform): Transform =>
  derive(decay, {
    scalars(o, step) {
      const isIdle = step.t === 1 && o.decoupledWeightDecay === true;
      return decay.scalars(isIdle ? { ...o, weightDecay: 0 } : o, step);
    },
  });

const scaleByADOPT = defineTransform({
  name: 'scaleByADOPT',
  state: { m: zeros(), v: zeros() },
  defaults: { beta1: 0.9, beta2: 0.9999, epsilon: 1e-6, clipExponent: 0.333 },

  check(o, where) {
    checkMeans(o, where);
    checkNonNegative(where, o, 'clipExponent');
  },

  scalars: ({ beta1, beta2, epsilon, clipExponent }, t) => ({
    oneMinusBeta1: t === 1 ? 0 : 1 - beta1,
    beta2,
    // v is 0 before the first step, and g² after it.
    oneMinusBeta2: t === 1 ? 1 : 1 - beta2,
    epsilon,
    // A schedule may be 0 for a while: no normalized gradient comes near this.
    bound: clipExponent === 0 ? 1e30 : (t - 1) ** clipExponent,
  }),

  update({ grad, m, v }, s, { static: { clipExponent } }) {
    const quotient = div(grad, max(sqrt(v), s.epsilon));
    const n = clipExponent ? clamp(quotient, neg(s.bound), s.bound) : quotient;
    const mNext = lerp(m, n, s.oneMinusBeta1);
    return { grad: mNext, m: mNext, v: meanSquare(v, grad, s.beta2, s.oneMinusBeta2) };
  },
});

/**
 * Adam that divides by a v of past gradients alone, so that it converges with any β₂.
 *
 * Take it where Adam does not settle, or needs a β₂ close to 1.
 *
 * For a parameter θ with gradient g, at step t = 2, 3, …:
 *
 *     g ← g + λ θ,  or θ ← (1 − γ λ) θ with `decoupledWeightDecay`
 *     n = g / max(√v, ε), each element within ±(t − 1)ᶜ
 *     m ← β₁ m + (1 − β₁) n
 *     θ ← θ − γ m
 *     v ← β₂ v + (1 − β₂) g²
 *
 * The first step makes v = g² of the gradient, with its L2 decay, and moves nothing.
 *
 * State: `m` and `v`, zeros at first, each with the shape of θ. The numbers are those of timm's `Adopt`; the
 * authors' code and optax have c = 0.25.
 *
 * Paper: Taniguchi et al., NeurIPS 2024, https://arxiv.org/abs/2411.02853
 * @throws {@link OptionError} when an option leaves the range written on it.
 * @example
 * ```ts
 * const optimizer = new ADOPT(model, { learningRate: 1e-3 });
 * ```
 */
export class ADOPT extends RuleOptimizer<ADOPTOptions> {
  static override readonly rule = chain('ADOPT', laterDecay(chosenDecay()), scaleByADOPT, descent);
}
