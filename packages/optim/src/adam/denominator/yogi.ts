import { chain, type Numeric, type OptimizerOptions, RuleOptimizer } from '@nadir/core';
import { decoupledDecay } from '../../transforms/decoupled-decay.js';
import { scaleByLearningRate } from '../../transforms/scale-by-learning-rate.js';
import { scaleByYogi } from './scale-by-yogi.js';

/** Options of {@link Yogi}. */
export interface YogiOptions extends OptimizerOptions {
  /** Step size γ, ≥ 0. Default `1e-2`. */
  learningRate?: Numeric;
  /** Decay rate β₁ of the mean of gradients, in [0, 1). Default `0.9`. */
  beta1?: Numeric;
  /** Rate β₂ by which v follows squared gradients, in [0, 1). Default `0.999`. */
  beta2?: Numeric;
  /** Term ε added to the denominator, ≥ 0; with 0, elements that had no gradient become NaN. Default `1e-3`. */
  epsilon?: Numeric;
  /** What m and v hold before the first step, ≥ 0. Default `1e-6`. */
  initialAccumulatorValue?: Numeric;
  /** Decoupled weight decay λ, ≥ 0. Default `0`. */
  weightDecay?: Numeric;
}

/**
 * Adam whose v grows and shrinks by no more than the squared gradient, so that steps never get long at once.
 *
 * Take it where Adam forgets large gradients too fast, as with sparse ones.
 *
 * For a parameter θ with gradient g, at step t = 1, 2, …:
 *
 *     θ ← (1 − γ λ) θ
 *     m ← β₁ m + (1 − β₁) g                      m̂ = m / (1 − β₁ᵗ)
 *     v ← v − (1 − β₂) sign(v − g²) g²           v̂ = v / (1 − β₂ᵗ)
 *     θ ← θ − γ m̂ / (√v̂ + ε)
 *
 * State: `m` and `v`, `initialAccumulatorValue` at first, each with the shape of θ. The numbers are those
 * of optax and pytorch_optimizer.
 *
 * Paper: Zaheer et al., NeurIPS 2018,
 * https://papers.nips.cc/paper/8186-adaptive-methods-for-nonconvex-optimization
 * @throws {@link OptionError} when an option leaves the range written on it.
 * @example
 * ```ts
 * const optimizer = new Yogi(model, { learningRate: 1e-2 });
 * ```
 */
export class Yogi extends RuleOptimizer<YogiOptions> {
  static override readonly rule = chain(
    'Yogi',
    decoupledDecay(0),
    scaleByYogi(),
    scaleByLearningRate(1e-2),
  );
}
