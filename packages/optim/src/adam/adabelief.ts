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
  sqrt,
  sub,
  where,
  zeros,
} from '@nadir/core';
import { chosenDecay } from '../transforms/chosen-decay.js';
import { checkMoments, momentNumbers, rootOf } from './moments.js';
import { moveBelief } from './move-belief.js';
import { rectification } from './rectification.js';

/** Options of {@link AdaBelief}. */
export interface AdaBeliefOptions extends OptimizerOptions {
  /** Step size γ, ≥ 0. Default `1e-3`. */
  learningRate?: Numeric;
  /** Decay rate β₁ of the mean of gradients, in [0, 1). Default `0.9`. */
  beta1?: Numeric;
  /** Decay rate β₂ of the mean of squared surprises, in [0, 1). Default `0.999`. */
  beta2?: Numeric;
  /** Term ε added to s at each step, and to the denominator, > 0. Default `1e-16`. */
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

const beliefStep = defineTransform({
  name: 'AdaBelief',
  state: ({ amsgrad }) => ({ m: zeros(), s: zeros(), sMax: amsgrad && zeros() }),
  defaults: {
    learningRate: 1e-3,
    beta1: 0.9,
    beta2: 0.999,
    epsilon: 1e-16,
    decoupledWeightDecay: true,
    rectify: true,
    amsgrad: false,
  },

  check(o, where) {
    checkMoments(o, where);
    if (o.amsgrad && o.rectify) {
      throw new OptionError(
        `${where}.amsgrad: got true, expected it without rectify only. Write rectify: false.`,
      );
    }
  },

  scalars(o, t) {
    const { length, factor } = rectification(o.beta2, t);
    const isLong = length >= 5;
    const { mScale, vScale: sScale, ...numbers } = momentNumbers(o, t);
    const shrink = o.rectify && isLong ? factor / sScale : 1;
    return {
      ...numbers,
      sScale,
      isLong: isLong ? 1 : 0,
      stepSize: o.learningRate * mScale * shrink,
    };
  },

  update(tensors, numbers, { static: o }) {
    const { epsilon, sScale, isLong, stepSize } = numbers;
    const { m, s } = moveBelief(tensors, numbers, epsilon);
    const sMax = o.amsgrad ? max(tensors.sMax, s) : undefined;
    const direction = o.rectify
      ? where(greater(isLong, 0), div(m, add(sqrt(s), epsilon)), m)
      : div(m, rootOf(sMax ?? s, sScale, epsilon));
    const param = sub(tensors.param, mul(stepSize, direction));
    return { param, m, s, ...(sMax && { sMax }) };
  },
});

/**
 * Adam with long steps where gradients are as their mean predicts, and short ones where they surprise.
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
  static override readonly rule = chain('AdaBelief', chosenDecay(), beliefStep);
}
