import {
  add,
  chain,
  defineTransform,
  div,
  lerp,
  mul,
  type Numeric,
  type OptimizerOptions,
  RuleOptimizer,
  sqrt,
  zeros,
} from '@nadir/core';
import { checkNonNegative } from '@nadir/core/internal';
import { chosenDecay } from '../transforms/chosen-decay.js';
import { meanSquare } from '../transforms/mean-square.js';
import { scaleByLearningRate } from '../transforms/scale-by-learning-rate.js';
import { checkMeans, momentNumbers } from './moments.js';

/** Options of {@link NAdam}. */
export interface NAdamOptions extends OptimizerOptions {
  /** Step size γ, ≥ 0. Default `2e-3`. */
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
  /** How fast ψ the momentum rises from β₁ / 2 to β₁, ≥ 0. Default `4e-3`. */
  momentumDecay?: Numeric;
}

const momentumAt = (beta1: number, momentumDecay: number, t: number): number =>
  beta1 * (1 - 0.5 * 0.96 ** (t * momentumDecay));

const scaleByNAdam = defineTransform({
  name: 'scaleByNAdam',
  state: { m: zeros(), v: zeros() },
  defaults: { beta1: 0.9, beta2: 0.999, epsilon: 1e-8, momentumDecay: 4e-3 },

  check(o, where) {
    checkMeans(o, where);
    checkNonNegative(where, o, 'momentumDecay');
  },

  memory: () => ({ product: 1 }),
  remember: ({ beta1, momentumDecay }, t, { memory: { product } }) => ({
    product: product * momentumAt(beta1, momentumDecay, t),
  }),

  scalars(o, t, { memory: { product } }) {
    const momentum = momentumAt(o.beta1, o.momentumDecay, t);
    const momentumNext = momentumAt(o.beta1, o.momentumDecay, t + 1);
    return {
      ...momentNumbers(o, t),
      // Inside the root, as in PyTorch: the quotient overflows a little before v does.
      vScale: 1 / (1 - o.beta2 ** t),
      gradShare: (1 - momentum) / (1 - product),
      mShare: momentumNext / (1 - product * momentumNext),
    };
  },

  update({ grad, m, v }, s) {
    const mNext = lerp(m, grad, s.oneMinusBeta1);
    const vNext = meanSquare(v, grad, s.beta2, s.oneMinusBeta2);
    const ahead = add(mul(s.gradShare, grad), mul(s.mShare, mNext));
    const direction = div(ahead, add(sqrt(mul(s.vScale, vNext)), s.epsilon));
    return { grad: direction, m: mNext, v: vNext };
  },
});

/**
 * Adam with Nesterov's momentum: it looks one step of the mean ahead.
 *
 * Take it where Adam is right and its steps may look ahead; the difference is small.
 *
 * For a parameter θ with gradient g, at step t = 1, 2, …:
 *
 *     g ← g + λ θ,  or θ ← (1 − γ λ) θ      with `decoupledWeightDecay`
 *     μₜ = β₁ (1 − ½ 0.96^(t ψ))            M = μ₁ μ₂ … μₜ
 *     m ← β₁ m + (1 − β₁) g
 *     v ← β₂ v + (1 − β₂) g²                v̂ = v / (1 − β₂ᵗ)
 *     θ ← θ − γ ((1 − μₜ) / (1 − M) g + μₜ₊₁ / (1 − M μₜ₊₁) m) / (√v̂ + ε)
 *
 * State: `m` and `v`, zeros at first, each with the shape of θ, and the number M. The numbers are those
 * of `torch.optim.NAdam`, those of Keras with ψ = 1 and one M for all parameters. optax has no μₜ.
 *
 * Paper: Dozat, ICLR workshop 2016, https://openreview.net/forum?id=OM0jvwB8jIp57ZJjtNEZ
 * @throws {@link OptionError} when an option leaves the range written on it.
 * @example
 * ```ts
 * const optimizer = new NAdam(model, { learningRate: 2e-3 });
 * ```
 */
export class NAdam extends RuleOptimizer<NAdamOptions> {
  static override readonly rule = chain(
    'NAdam',
    chosenDecay(),
    scaleByNAdam,
    scaleByLearningRate(2e-3),
  );
}
