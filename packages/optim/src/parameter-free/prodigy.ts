import {
  abs,
  add,
  copyOfParam,
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
import { checkFraction, checkPositive } from '@nadir/core/internal';
import { meanSquare } from '../transforms/mean-square.js';
import { boundedGrowth, checkDistance, correctedRate } from './distance.js';

/** Options of {@link Prodigy}. */
export interface ProdigyOptions extends OptimizerOptions {
  /** Factor γ of the estimated step size, ≥ 0. Leave it, or give a schedule around 1. Default `1`. */
  learningRate?: Numeric;
  /** Decay rate β₁ of the mean of gradients, in [0, 1). Default `0.9`. */
  beta1?: Numeric;
  /** Decay rate β₂ of the mean of squared gradients, in [0, 1). Default `0.999`. */
  beta2?: Numeric;
  /** Decay rate β₃ of the sums that d is estimated by, in (0, 1), or 0 for √β₂. Default `0`. */
  beta3?: Numeric;
  /** Term ε added to the denominator, times d, > 0. Default `1e-8`. */
  epsilon?: Numeric;
  /** Weight decay λ, ≥ 0. Default `0`. */
  weightDecay?: Numeric;
  /** Keep the decay out of the means. Default `true`. */
  decoupledWeightDecay?: boolean;
  /** First, too small estimate d₀, > 0. Default `1e-6`. */
  d0?: Numeric;
  /** Factor of the estimate, > 0. Default `1`. */
  dCoefficient?: Numeric;
  /** Largest factor by which d grows in a step, ≥ 1, or 0 for no bound. Default `0`. */
  growthRate?: Numeric;
  /** Correct the bias of the means. Default `false`. */
  biasCorrection?: boolean;
  /** Leave γ out of the estimate, which a warm-up of γ spoils. Default `false`. */
  safeguardWarmup?: boolean;
}

const prodigyStep = defineTransform({
  name: 'Prodigy',
  state: {
    ...{ m: zeros(), v: zeros(), s: zeros(), start: copyOfParam() },
    ...{ d: shared('d0'), dMax: shared('d0'), numerator: shared() },
  },
  defaults: {
    ...{ learningRate: 1, beta1: 0.9, beta2: 0.999, beta3: 0, epsilon: 1e-8 },
    ...{ weightDecay: 0, decoupledWeightDecay: true, d0: 1e-6, dCoefficient: 1, growthRate: 0 },
    ...{ biasCorrection: false, safeguardWarmup: false },
  },

  check(o, where) {
    checkDistance(o, where);
    checkFraction(where, o, 'beta3');
    checkPositive(where, o, 'dCoefficient');
  },

  scalars: (o, t) => ({
    rate: correctedRate(o, t),
    beta2: o.beta2,
    oneMinusBeta1: 1 - o.beta1,
    oneMinusBeta2: 1 - o.beta2,
    beta3: o.beta3 || Math.sqrt(o.beta2),
    epsilon: o.epsilon,
    lambda: o.weightDecay,
    d0: o.d0,
    coefficient: o.dCoefficient,
    growthRate: o.growthRate,
  }),

  update({ param, grad, m, v, s, start, d, dMax, numerator }, numbers, { static: structure }) {
    const { rate, beta2, oneMinusBeta1, oneMinusBeta2, beta3, epsilon, lambda, d0 } = numbers;
    const eta = mul(d, rate);
    const weight = div(d, d0);
    const g =
      structure.weightDecay && !structure.decoupledWeightDecay
        ? add(grad, mul(lambda, param))
        : grad;
    const progress = mul(mul(mul(weight, eta), g), sub(start, param));
    const nNext = add(mul(beta3, numerator), total('prodigyProgress', progress));
    const mNext = lerp(m, mul(d, g), oneMinusBeta1);
    const vNext = meanSquare(v, mul(d, g), beta2, oneMinusBeta2);
    const sNext = add(mul(beta3, s), mul(mul(weight, structure.safeguardWarmup ? d : eta), g));
    const distance = total('prodigyDistance', abs(sNext));
    const estimate = div(mul(numbers.coefficient, nNext), distance);
    const largest = max(dMax, estimate);
    const first = where(equal(d, d0), max(d, estimate), d);
    const dNext = structure.growthRate
      ? boundedGrowth(largest, first, numbers.growthRate)
      : largest;
    const kept = structure.decoupledWeightDecay ? sub(param, mul(mul(eta, lambda), param)) : param;
    const moved = sub(kept, div(mul(eta, mNext), add(sqrt(vNext), mul(dNext, epsilon))));
    // Not whether it is above 0: NaN has to be seen.
    const isAtRest = equal(distance, 0);
    return {
      param: where(isAtRest, param, moved),
      ...{ m: mNext, v: vNext, s: sNext },
      d: where(isAtRest, d, dNext),
      dMax: where(isAtRest, dMax, largest),
      numerator: where(isAtRest, numerator, nNext),
    };
  },
});

/**
 * AdamW whose step size is estimated while it runs: no learning rate to search for.
 *
 * Take it where no learning rate is known; leave γ at 1, and let a cosine schedule lower it.
 *
 * For a parameter θ that began at θ₀, with gradient g, at step t = 1, 2, …, and η = γ d, with
 * `biasCorrection` times √(1 − β₂ᵗ) / (1 − β₁ᵗ):
 *
 *     n ← β₃ n + Σ (d/d₀) η g (θ₀ − θ)      over all elements of all parameters
 *     m ← β₁ m + (1 − β₁) d g               v ← β₂ v + (1 − β₂) d² g²
 *     s ← β₃ s + (d/d₀) η g                 with `safeguardWarmup`: (d/d₀) d g
 *     D = c n / Σ |s|                       over all elements of all parameters
 *     d ← the largest D so far, at least d₀; with `growthRate` at most that times d
 *     θ ← θ − η λ θ − η m / (√v + d ε)      with the new d, and η as it was
 *
 * Without `decoupledWeightDecay`, g ← g + λ θ comes first and η λ θ is left out. A step with s = 0
 * changes neither θ nor d.
 *
 * State: `m`, `v`, `s`, zeros at first, and `start` θ₀, each with the shape of θ; `d`, `dMax` and
 * `numerator` n, numbers that all parameters share. The numbers are those of the authors' code, except that t
 * counts the steps of each parameter. d never leaves the device. Groups may differ in γ and λ only.
 *
 * Paper: Mishchenko & Defazio, ICML 2024, https://arxiv.org/abs/2306.06101
 * @throws {@link OptionError} when an option leaves the range written on it.
 * @example
 * ```ts
 * const optimizer = new Prodigy(model, { weightDecay: 0.01, learningRate: cosine({ from: 1, steps: 1000 }) });
 * ```
 */
export class Prodigy extends RuleOptimizer<ProdigyOptions> {
  static override readonly rule = prodigyStep;
}
