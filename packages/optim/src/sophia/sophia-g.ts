import { chain, type Numeric, type OptimizerOptions, RuleOptimizer } from '@nadir/core';
import { applyAndFree, applyUpdate } from '@nadir/core/internal';
import type { Scalar } from '@tensorflow/tfjs-core';
import { decoupledDecay } from '../transforms/decoupled-decay.js';
import { meanSquare } from '../transforms/mean-square.js';
import { scaleByLearningRate } from '../transforms/scale-by-learning-rate.js';
import { scaleBySophia } from './scale-by-sophia.js';

/** Options of {@link SophiaG}. */
export interface SophiaGOptions extends OptimizerOptions {
  /** Step size γ, ≥ 0. Default `1e-4`. */
  learningRate?: Numeric;
  /** Decay rate β₁ of the mean of gradients, in [0, 1). Default `0.965`. */
  beta1?: Numeric;
  /** Decay rate β₂ of the mean of squared gradients at sampled labels, in [0, 1). Default `0.99`. */
  beta2?: Numeric;
  /** Factor ρ of the curvature, > 0: larger ones make more steps shorter than γ. Default `0.04`. */
  rho?: Numeric;
  /** Least denominator ε, > 0. Default `1e-15`. */
  epsilon?: Numeric;
  /** Decoupled weight decay λ, ≥ 0. Default `0.1`. */
  weightDecay?: Numeric;
  /**
   * Number B of examples, or tokens, that the loss at sampled labels is a mean over, > 0. Default `5120`, as in
   * the authors' code: give your own.
   */
  batchSize?: Numeric;
}

/**
 * Momentum divided by an estimate of the curvature, and cut off where that would step far.
 *
 * Take it for language models with cross-entropy, where labels can be drawn from the model itself.
 *
 * For a parameter θ with gradient g, at each step:
 *
 *     θ ← (1 − γ λ) θ
 *     m ← β₁ m + (1 − β₁) g
 *     θ ← θ − γ m / max(ρ B h, ε),  each element of the quotient within ±1
 *
 * Every 10 steps or so, {@link updateHessian} moves h, by a gradient ĝ at labels that the model draws itself
 * (Gauss-Newton-Bartlett):
 *
 *     h ← β₂ h + (1 − β₂) ĝ²
 *
 * While h is 0, steps go by the sign of m.
 *
 * State: `m` and `hessian` h, zeros at first, each with the shape of θ. The numbers are those of the authors'
 * `SophiaG`, which adds ε to ρ B h. optax corrects the bias of m, and steps by the h before its update.
 *
 * Paper: Liu et al., ICLR 2024, https://arxiv.org/abs/2305.14342
 * @throws {@link OptionError} when an option leaves the range written on it.
 * @example
 * ```ts
 * const optimizer = new SophiaG(model, { learningRate: 1e-3, batchSize: 64 });
 * const stream = new RandomStreams(42).next();
 * for (let step = 0; step < 1000; step++) {
 *   optimizer.step(() => crossEntropy(model.forward(x), y)).dispose();
 *   if (step % 10 > 0) continue;
 *   optimizer.updateHessian(() => sampledCrossEntropy(model.forward(x), { ...stream, step }));
 * }
 * ```
 */
export class SophiaG extends RuleOptimizer<SophiaGOptions> {
  static override readonly rule = chain(
    'SophiaG',
    decoupledDecay(0.1),
    scaleBySophia(
      { beta1: 0.965, beta2: 0.99, rho: 0.04, epsilon: 1e-15, batchSize: 5120 },
      { name: 'gaussNewton', moved: meanSquare },
    ),
    scaleByLearningRate(1e-4),
  );

  /**
   * Moves the curvature by the squares of the gradients of a loss at sampled labels. It is no step, and the options
   * `lossScaler` and `sharpnessAware` do not concern it. Gradients computed elsewhere go to
   * {@link applyUpdate}, as `gaussNewton`.
   *
   * @param loss Computes such a loss: {@link sampledCrossEntropy}. Called once.
   * @throws {@link TensorError} as {@link applyGradients}.
   */
  updateHessian(loss: () => Scalar): void {
    applyAndFree(this.plainGradients(loss), (grads) => applyUpdate(this, 'gaussNewton', grads));
  }
}
