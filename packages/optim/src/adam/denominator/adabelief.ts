import {
  add,
  chain,
  defineTransform,
  div,
  greater,
  max,
  mul,
  type Numeric,
  type OptimizerOptions,
  OptionError,
  RuleOptimizer,
  where as select,
  sqrt,
  zeros,
} from '@nadir/core';
import { chosenDecay } from '../../transforms/chosen-decay.js';
import { descent } from '../../transforms/scale-by-learning-rate.js';
import { checkMeans, directionNumbers, directionOf } from '../moments.js';
import { rectification } from '../rectification.js';
import { beliefMeans } from './scale-by-belief.js';

/** Options of {@link AdaBelief}. */
export interface AdaBeliefOptions extends OptimizerOptions {
  /** Step size γ, ≥ 0. Default `1e-3`. */
  learningRate?: Numeric;
  /** Decay rate β₁ of the mean of gradients, in [0, 1). Default `0.9`. */
  beta1?: Numeric;
  /** Decay rate β₂ of the mean of squared surprises, in [0, 1). Default `0.999`. */
  beta2?: Numeric;
  /** Term ε added to s at each step, and to the denominator, ≥ 0; with 0, elements that had no gradient become NaN. Default `1e-16`. */
  epsilon?: Numeric;
  /** Weight decay λ, ≥ 0. Default `0`. */
  weightDecay?: Numeric;
  /** Keep the decay out of the means, as `AdamW` does. Default `true`. */
  decoupledWeightDecay?: boolean;
  /** Take steps of momentum until s tells enough, as `RAdam` does. Default `true`. */
  rectify?: boolean;
  /** Divide by the largest s so far; only without `rectify`. Default `false`. */
  amsgrad?: boolean;
}

const scaleByRectifiedBelief = defineTransform({
  name: 'scaleByRectifiedBelief',
  state: ({ amsgrad }) => ({ m: zeros(), s: zeros(), sMax: amsgrad && zeros() }),
  defaults: { beta1: 0.9, beta2: 0.999, epsilon: 1e-16, rectify: true, amsgrad: false },

  check(o, where) {
    checkMeans(o, where);
    if (o.amsgrad && o.rectify) {
      throw new OptionError(
        `${where}.amsgrad: got true, expected it without rectify only. Write rectify: false.`,
      );
    }
  },

  scalars(o, t) {
    const { length, factor } = rectification(o.beta2, t);
    const isLong = length >= 5;
    const shrink = isLong ? factor * Math.sqrt(1 - o.beta2 ** t) : 1;
    return {
      ...directionNumbers(o, t),
      epsilon: o.epsilon,
      isLong: isLong ? 1 : 0,
      scale: shrink / (1 - o.beta1 ** t),
    };
  },

  update(tensors, numbers, { static: { rectify, amsgrad } }) {
    const { epsilon, isLong, scale } = numbers;
    const { m, s } = beliefMeans(tensors, { ...numbers, epsilonRoot: epsilon });
    if (rectify) {
      const adapted = div(m, add(sqrt(s), epsilon));
      return { grad: mul(scale, select(greater(isLong, 0), adapted, m)), m, s };
    }
    const x = amsgrad ? max(tensors.sMax, s) : s;
    return { grad: directionOf(m, x, numbers), m, s, ...(amsgrad && { sMax: x }) };
  },
});

/**
 * Adam with long steps where gradients are as their mean predicts, and short ones where they surprise.
 *
 * Take it in place of Adam where gradients are noisy but their direction is steady; its ε matters more than that of
 * Adam.
 *
 * For a parameter θ with gradient g, at step t = 1, 2, …:
 *
 *     θ ← (1 − γ λ) θ,  or g ← g + λ θ without `decoupledWeightDecay`
 *     m ← β₁ m + (1 − β₁) g                      m̂ = m / (1 − β₁ᵗ)
 *     s ← β₂ s + (1 − β₂) (g − m)² + ε           ŝ = s / (1 − β₂ᵗ)
 *     θ ← θ − γ m̂ / (√ŝ + ε)                     without `rectify`
 *
 * With `rectify`, and ρ and r of RAdam:
 *
 *     θ ← θ − γ r √(1 − β₂ᵗ) m̂ / (√s + ε)        where ρ ≥ 5
 *     θ ← θ − γ m̂                                before, which is 5 steps with β₂ = 0.999
 *
 * State: `m`, `s` and with `amsgrad` `sMax`, zeros at first, each with the shape of θ. The numbers are
 * those of timm's and the authors' `AdaBelief`, which ignore `amsgrad` beside `rectify`; here it is refused.
 * optax has neither, and calls the inner ε `eps_root`.
 *
 * Paper: Zhuang et al., NeurIPS 2020, https://arxiv.org/abs/2010.07468
 * @throws {@link OptionError} when an option leaves the range written on it.
 * @example
 * ```ts
 * const optimizer = new AdaBelief(model, { learningRate: 1e-3, weightDecay: 1e-2 });
 * ```
 */
export class AdaBelief extends RuleOptimizer<AdaBeliefOptions> {
  static override readonly rule = chain(
    'AdaBelief',
    chosenDecay({ decoupledWeightDecay: true }),
    scaleByRectifiedBelief,
    descent,
  );
}
