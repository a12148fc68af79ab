import {
  abs,
  add,
  defineTransform,
  div,
  equal,
  lerp,
  max,
  mul,
  type Numeric,
  type OptimizerOptions,
  RuleOptimizer,
  shared,
  sqrt,
  sub,
  total,
  where,
  zeros,
} from '@nadir/core';
import { meanSquare } from '../transforms/mean-square.js';
import { boundedGrowth, checkDistance, correctedRate } from './distance.js';

/** Options of {@link DAdaptAdam}. */
export interface DAdaptAdamOptions extends OptimizerOptions {
  /** Factor γ of the estimated step size, ≥ 0. Leave it, or give a schedule around 1. Default `1`. */
  learningRate?: Numeric;
  /** Decay rate β₁ of the mean of gradients, in [0, 1). Default `0.9`. */
  beta1?: Numeric;
  /** Decay rate β₂ of the mean of squared gradients, in [0, 1). Default `0.999`. */
  beta2?: Numeric;
  /** Term ε added to the denominator, > 0. Default `1e-8`. */
  epsilon?: Numeric;
  /** Weight decay λ, ≥ 0. Default `0`. */
  weightDecay?: Numeric;
  /** Keep the decay out of the means. Default `false`. */
  decoupledWeightDecay?: boolean;
  /** First, too small estimate d₀, > 0. Default `1e-6`. */
  d0?: Numeric;
  /** Largest factor by which d grows in a step, ≥ 1, or 0 for no bound. Default `0`. */
  growthRate?: Numeric;
  /** Correct the bias of the means. Default `false`. */
  biasCorrection?: boolean;
}

const dAdaptAdamStep = defineTransform({
  name: 'DAdaptAdam',
  state: { m: zeros(), v: zeros(), s: zeros(), d: shared('d0'), numerator: shared() },
  defaults: {
    ...{ learningRate: 1, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0 },
    ...{ decoupledWeightDecay: false, d0: 1e-6, growthRate: 0, biasCorrection: false },
  },
  check: checkDistance,

  scalars: (o, t) => ({
    rate: correctedRate(o, t),
    beta2: o.beta2,
    oneMinusBeta1: 1 - o.beta1,
    oneMinusBeta2: 1 - o.beta2,
    oneMinusQ: 1 - Math.sqrt(o.beta2),
    epsilon: o.epsilon,
    lambda: o.weightDecay,
    growthRate: o.growthRate,
  }),

  update({ param, grad, m, v, s, d, numerator }, numbers, { static: structure }) {
    const { rate, beta2, oneMinusBeta1, oneMinusBeta2, oneMinusQ, epsilon, lambda, growthRate } =
      numbers;
    const eta = mul(d, rate);
    const g =
      structure.weightDecay && !structure.decoupledWeightDecay
        ? add(grad, mul(lambda, param))
        : grad;
    // Divided first: s is no longer than a multiple of √v, and the product of two gradients may be infinite.
    const progress = mul(mul(eta, g), div(s, add(sqrt(v), epsilon)));
    const nNext = lerp(numerator, total('dAdaptProgress', progress), oneMinusQ);
    const mNext = lerp(m, mul(eta, g), oneMinusBeta1);
    const vNext = meanSquare(v, g, beta2, oneMinusBeta2);
    const sNext = lerp(s, mul(eta, g), oneMinusQ);
    const distance = total('dAdaptDistance', abs(sNext));
    const estimate = div(nNext, mul(oneMinusQ, distance));
    const dNext = max(d, structure.growthRate ? boundedGrowth(estimate, d, growthRate) : estimate);
    const kept = structure.decoupledWeightDecay ? sub(param, mul(mul(eta, lambda), param)) : param;
    const moved = sub(kept, div(mNext, add(sqrt(vNext), epsilon)));
    // Not whether it is above 0: NaN has to be seen.
    const isAtRest = equal(distance, 0);
    return {
      param: where(isAtRest, param, moved),
      ...{ m: mNext, v: vNext, s: sNext },
      d: where(isAtRest, d, dNext),
      numerator: where(isAtRest, numerator, nNext),
    };
  },
});

/**
 * Adam by D-Adaptation: its step size is a lower bound on the distance to the solution, estimated
 * while it runs. {@link Prodigy} is its successor and adapts faster.
 *
 * Take it to compare with its paper; `Prodigy` finds its step size sooner.
 *
 * For a parameter θ with gradient g, at step t = 1, 2, …, with q = √β₂ and η = γ d, with
 * `biasCorrection` times √(1 − β₂ᵗ) / (1 − β₁ᵗ):
 *
 *     n ← q n + (1 − q) Σ η g s / (√v + ε)  over all elements of all parameters, old v and s
 *     m ← β₁ m + (1 − β₁) η g               v ← β₂ v + (1 − β₂) g²
 *     s ← q s + (1 − q) η g
 *     D = n / ((1 − q) Σ |s|)               over all elements of all parameters
 *     d ← max(d, D); with `growthRate` at most that times d
 *     θ ← θ − m / (√v + ε)
 *
 * Weight decay is g ← g + λ θ at first, or θ ← θ − η λ θ with `decoupledWeightDecay`. A step with
 * s = 0 changes neither θ nor d.
 *
 * State: `m`, `v` and `s`, zeros at first, each with the shape of θ; `d` and `numerator` n, numbers that
 * all parameters share. The numbers are those of the authors' code, except that t counts the steps of each
 * parameter. Groups may differ in γ and λ only.
 *
 * Paper: Defazio & Mishchenko, ICML 2023, https://arxiv.org/abs/2301.07733
 * @throws {@link OptionError} when an option leaves the range written on it.
 * @example
 * ```ts
 * const optimizer = new DAdaptAdam(model, { weightDecay: 0.01, decoupledWeightDecay: true });
 * ```
 */
export class DAdaptAdam extends RuleOptimizer<DAdaptAdamOptions> {
  static override readonly rule = dAdaptAdamStep;
}
