import { chain, type Numeric, type OptimizerOptions, RuleOptimizer } from '@nadir/core';
import { decoupledDecay } from '../transforms/decoupled-decay.js';
import { scaleByLearningRate } from '../transforms/scale-by-learning-rate.js';
import { scaleByLion } from './scale-by-lion.js';

/** Options of {@link Lion}. */
export interface LionOptions extends OptimizerOptions {
  /** Step size γ, ≥ 0. Default `1e-4`. */
  learningRate?: Numeric;
  /** Share β₁ of m in the direction of a step, in [0, 1). Default `0.9`. */
  beta1?: Numeric;
  /** Decay rate β₂ of the mean of gradients, in [0, 1). Default `0.99`. */
  beta2?: Numeric;
  /** Decoupled weight decay λ, ≥ 0. Default `0`. */
  weightDecay?: Numeric;
}

/**
 * Steps of one length, by the sign of a mean of gradients: half the state of Adam.
 *
 * Take it where memory counts and batches are large; it wants a learning rate 3 to 10 times smaller than AdamW.
 *
 * For a parameter θ with gradient g, at each step:
 *
 *     θ ← (1 − γ λ) θ
 *     θ ← θ − γ sign(β₁ m + (1 − β₁) g)
 *     m ← β₂ m + (1 − β₂) g
 *
 * Every element moves by γ, or not at all where the sign is 0. So γ is usually 3 to 10 times smaller than for
 * AdamW, and λ as many times larger.
 *
 * State: `m`, zeros at first, with the shape of θ. The numbers are those of timm and optax; the latter
 * has λ = 1e-3 by default.
 *
 * Paper: Chen et al., 2023, https://arxiv.org/abs/2302.06675
 * @throws {@link OptionError} when an option leaves the range written on it.
 * @example
 * ```ts
 * const optimizer = new Lion(model, { learningRate: 1e-4, weightDecay: 0.1 });
 * ```
 */
export class Lion extends RuleOptimizer<LionOptions> {
  static override readonly rule = chain(
    'Lion',
    decoupledDecay(0),
    scaleByLion(),
    scaleByLearningRate(1e-4),
  );
}
