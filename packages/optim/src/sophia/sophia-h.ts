import {
  chain,
  lerp,
  type Numeric,
  type OptimizerOptions,
  type RandomDraw,
  RuleOptimizer,
} from '@nadir/core';
import { applyUpdate } from '@nadir/core/internal';
import { dispose, type Scalar } from '@tensorflow/tfjs-core';
import { decoupledDecay } from '../transforms/decoupled-decay.js';
import { scaleByLearningRate } from '../transforms/scale-by-learning-rate.js';
import { hutchinson } from './hutchinson.js';
import { scaleBySophia } from './scale-by-sophia.js';

/** Options of {@link SophiaH}. */
export interface SophiaHOptions extends OptimizerOptions {
  /** Step size γ, ≥ 0. Default `1e-4`. */
  learningRate?: Numeric;
  /** Decay rate β₁ of the mean of gradients, in [0, 1). Default `0.96`. */
  beta1?: Numeric;
  /** Decay rate β₂ of the mean of curvatures, in [0, 1). Default `0.99`. */
  beta2?: Numeric;
  /** Factor ρ of the curvature, > 0: larger ones make more steps shorter than γ. Default `0.01`. */
  rho?: Numeric;
  /** Least denominator ε, > 0. Default `1e-12`. */
  epsilon?: Numeric;
  /** Decoupled weight decay λ, ≥ 0. Default `0.1`. */
  weightDecay?: Numeric;
}

/**
 * Momentum divided by an estimate of the curvature, for any loss: {@link SophiaG} with the estimate of Hutchinson.
 *
 * Take it where the curvature helps and the loss is not a cross-entropy; each estimate costs two more gradients.
 *
 * For a parameter θ with gradient g, at each step:
 *
 *     θ ← (1 − γ λ) θ
 *     m ← β₁ m + (1 − β₁) g
 *     θ ← θ − γ m / max(ρ h, ε),  each element of the quotient within ±1
 *
 * Every 10 steps or so, {@link updateHessian} moves h. For the Hessian H of the loss, and z of random signs:
 *
 *     h ← β₂ h + (1 − β₂) z · H z
 *
 * While h is 0, and where it is negative, steps go by the sign of m.
 *
 * State: `m` and `hessian` h, zeros at first, each with the shape of θ. The numbers are those of the paper's
 * formula. optax corrects the bias of m, and steps by the h before its update.
 *
 * Paper: Liu et al., ICLR 2024, https://arxiv.org/abs/2305.14342
 * @throws {@link OptionError} when an option leaves the range written on it.
 * @example
 * ```ts
 * const optimizer = new SophiaH(model, { learningRate: 1e-3 });
 * const stream = new RandomStreams(42).next();
 * const loss = () => meanSquaredError(model.forward(x), y);
 * for (let step = 0; step < 1000; step++) {
 *   optimizer.step(loss).dispose();
 *   if (step % 10 === 0) optimizer.updateHessian(loss, { ...stream, step });
 * }
 * ```
 */
export class SophiaH extends RuleOptimizer<SophiaHOptions> {
  static override readonly rule = chain(
    'SophiaH',
    decoupledDecay(0.1),
    scaleBySophia(
      { beta1: 0.96, beta2: 0.99, rho: 0.01, epsilon: 1e-12 },
      { name: 'hessian', moved: (hessian, diagonal, _, share) => lerp(hessian, diagonal, share) },
    ),
    scaleByLearningRate(1e-4),
  );

  /**
   * Moves the curvature by z · H z, for the difference of the gradients on either side of the parameters:
   *
   *     H z ≈ (∇L(θ + ε z) − ∇L(θ − ε z)) / 2ε
   *
   * It is no step, and the parameters are afterwards what they were, to the bit: see {@link hutchinson}. The options
   * `lossScaler` and `sharpnessAware` do not concern it. Estimates made otherwise go to {@link applyUpdate}, as `hessian`.
   *
   * @param loss Computes the loss. Called twice, and must be the same function of the parameters both times: put
   * models with dropout into evaluation mode before.
   * @param draw Names the random signs: another `step` at each call.
   * @param distance ε, > 0: small beside the parameters, large beside their rounding. Default `1e-3`.
   * @throws {@link OptionError} when `draw` or `distance` is out of range; {@link TensorError} as {@link applyGradients}.
   */
  updateHessian(loss: () => Scalar, draw: RandomDraw, distance = 1e-3): void {
    const estimates = hutchinson(
      {
        variables: this.variables,
        gradients: () => this.plainGradients(loss).grads,
        draw,
        distance,
      },
      'SophiaH.updateHessian',
    );
    try {
      applyUpdate(this, 'hessian', estimates);
    } finally {
      dispose(estimates);
    }
  }
}
