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
  zeros,
} from '@nadir/core';
import { checkFraction, checkNonNegative } from '@nadir/core/internal';
import { decoupledDecay } from '../../transforms/decoupled-decay.js';
import { meanSquare } from '../../transforms/mean-square.js';
import { descent } from '../../transforms/scale-by-learning-rate.js';
import { checkMeans, momentNumbers, rootOf } from '../moments.js';

/** Options of {@link AdEMAMix}. */
export interface AdEMAMixOptions extends OptimizerOptions {
  /** Step size γ, ≥ 0. Default `1e-3`. */
  learningRate?: Numeric;
  /** Decay rate β₁ of the fast mean of gradients, in [0, 1). Default `0.9`. */
  beta1?: Numeric;
  /** Decay rate β₂ of the mean of squared gradients, in [0, 1). Default `0.999`. */
  beta2?: Numeric;
  /** Decay rate β₃ of the slow mean of gradients, in [0, 1). Default `0.9999`. */
  beta3?: Numeric;
  /** Factor α of the slow mean, ≥ 0. Default `2`. */
  alpha?: Numeric;
  /** Term ε added to the denominator, ≥ 0; with 0, elements that had no gradient become NaN. Default `1e-8`. */
  epsilon?: Numeric;
  /** Decoupled weight decay λ, ≥ 0. Default `0`. */
  weightDecay?: Numeric;
  /** Steps in which α rises from 0, ≥ 0. Default `0`: none. */
  alphaWarmupSteps?: Numeric;
  /** Steps in which β₃ rises from β₁, ≥ 0. Default `0`: none. */
  beta3WarmupSteps?: Numeric;
}

/** How far a warm-up of some steps is at step t, from 0 to 1. */
const progress = (t: number, steps: number): number => (t < steps ? t / steps : 1);

/** One less than the steps in which a mean forgets half. As in the authors' code, a rate of 0 is 1e-8. */
const halfLife = (beta: number): number => Math.log(0.5) / Math.log(beta + 1e-8) - 1;

/** β₃ in its warm-up. */
function slowRate(beta1: number, beta3: number, share: number): number {
  if (share === 1) return beta3;
  return 0.5 ** (1 / ((1 - share) * halfLife(beta1) + share * halfLife(beta3) + 1));
}

const scaleByAdEMAMix = defineTransform({
  name: 'scaleByAdEMAMix',
  state: { m: zeros(), s: zeros(), v: zeros() },
  defaults: {
    beta1: 0.9,
    beta2: 0.999,
    beta3: 0.9999,
    alpha: 2,
    epsilon: 1e-8,
    alphaWarmupSteps: 0,
    beta3WarmupSteps: 0,
  },

  check(o, where) {
    checkMeans(o, where);
    checkFraction(where, o, 'beta3');
    checkNonNegative(where, o, 'alpha', 'alphaWarmupSteps', 'beta3WarmupSteps');
  },

  scalars: (o, t) => ({
    ...momentNumbers(o, t),
    oneMinusBeta3: 1 - slowRate(o.beta1, o.beta3, progress(t, o.beta3WarmupSteps)),
    alpha: o.alpha * progress(t, o.alphaWarmupSteps),
  }),

  update({ grad, m, s, v }, numbers) {
    const mNext = lerp(m, grad, numbers.oneMinusBeta1);
    const sNext = lerp(s, grad, numbers.oneMinusBeta3);
    const vNext = meanSquare(v, grad, numbers.beta2, numbers.oneMinusBeta2);
    const mixed = add(mul(numbers.mScale, mNext), mul(numbers.alpha, sNext));
    const direction = div(mixed, rootOf(vNext, numbers.vScale, numbers.epsilon));
    return { grad: direction, m: mNext, s: sNext, v: vNext };
  },
});

/**
 * Adam with a second, slow mean of gradients, which remembers those of ten thousand steps.
 *
 * Take it for long trainings, of tens of thousands of steps; in short ones its slow mean has no time to help.
 *
 * For a parameter θ with gradient g, at step t = 1, 2, …:
 *
 *     θ ← (1 − γ λ) θ
 *     m ← β₁ m + (1 − β₁) g                      m̂ = m / (1 − β₁ᵗ)
 *     s ← β₃ s + (1 − β₃) g
 *     v ← β₂ v + (1 − β₂) g²                     v̂ = v / (1 − β₂ᵗ)
 *     θ ← θ − γ (m̂ + α s) / (√v̂ + ε)
 *
 * In the first T steps of a warm-up, α is α t / T, and β₃ has the half-life that lies t / T of the way
 * from that of β₁ to its own. The paper takes the length of the training for both.
 *
 * State: `m`, `s` and `v`, zeros at first, each with the shape of θ. The numbers are those of the authors' code;
 * optax has α = 5.
 *
 * Paper: Pagliardini, Ablin & Grangier, 2024, https://arxiv.org/abs/2409.03137
 * @throws {@link OptionError} when an option leaves the range written on it.
 * @example
 * ```ts
 * const warmup = { alphaWarmupSteps: 10_000, beta3WarmupSteps: 10_000 };
 * const optimizer = new AdEMAMix(model, { learningRate: 1e-3, weightDecay: 0.1, ...warmup });
 * ```
 */
export class AdEMAMix extends RuleOptimizer<AdEMAMixOptions> {
  static override readonly rule = chain('AdEMAMix', decoupledDecay(0), scaleByAdEMAMix, descent);
}
