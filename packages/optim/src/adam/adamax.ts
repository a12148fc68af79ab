import { chain, type Numeric, type OptimizerOptions, RuleOptimizer } from '@nadir/core';
import { decayedWeights } from '../transforms/add-decayed-weights.js';
import { scaleByLearningRate } from '../transforms/scale-by-learning-rate.js';
import { scaleByAdamax } from './scale-by-adamax.js';

/** Options of {@link Adamax}. */
export interface AdamaxOptions extends OptimizerOptions {
  /** Step size γ, ≥ 0. Default `2e-3`. */
  learningRate?: Numeric;
  /** Decay rate β₁ of the mean of gradients, in [0, 1). Default `0.9`. */
  beta1?: Numeric;
  /** Decay rate β₂ of the largest gradient, in [0, 1). Default `0.999`. */
  beta2?: Numeric;
  /** Term ε added to the magnitude of each gradient, ≥ 0; with 0, elements that had no gradient become NaN. Default `1e-8`. */
  epsilon?: Numeric;
  /** L2 weight decay λ, ≥ 0. Default `0`. */
  weightDecay?: Numeric;
}

/**
 * Adam with the largest gradient so far, slowly forgotten, in place of the root mean square.
 *
 * Take it where single gradients are far larger than the rest, as those of embeddings are.
 *
 * For a parameter θ with gradient g, at step t = 1, 2, …:
 *
 *     g ← g + λ θ
 *     m ← β₁ m + (1 − β₁) g                 m̂ = m / (1 − β₁ᵗ)
 *     u ← max(β₂ u, |g| + ε)
 *     θ ← θ − γ m̂ / u
 *
 * No step moves an element by much more than γ, and u needs no bias correction.
 *
 * State: `m` and `u`, zeros at first, each with the shape of θ. The numbers are those of
 * `torch.optim.Adamax` and of optax. TensorFlow.js and Keras divide by max(β₂ u, |g|) + ε instead, which
 * is the same but for gradients as small as ε.
 *
 * Paper: Kingma & Ba, ICLR 2015, section 7.1, https://arxiv.org/abs/1412.6980
 * @throws {@link OptionError} when an option leaves the range written on it.
 * @example
 * ```ts
 * const optimizer = new Adamax(model, { learningRate: 2e-3 });
 * ```
 */
export class Adamax extends RuleOptimizer<AdamaxOptions> {
  static override readonly rule = chain(
    'Adamax',
    decayedWeights,
    scaleByAdamax(),
    scaleByLearningRate(2e-3),
  );
}
