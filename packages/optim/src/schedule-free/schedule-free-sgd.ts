import { chain, type Numeric, type OptimizerOptions } from '@nadir/core';
import { averagedStep } from './averaged-step.js';
import { ScheduleFree } from './schedule-free.js';

/** Options of {@link ScheduleFreeSGD}. */
export interface ScheduleFreeSGDOptions extends OptimizerOptions {
  /** Step size γ, ≥ 0. Default `1`. */
  learningRate?: Numeric;
  /** Share β of the average x in the place y of the gradient, in (0, 1). Default `0.9`. */
  momentum?: Numeric;
  /** Weight decay λ, ≥ 0, at y. Default `0`. */
  weightDecay?: Numeric;
  /** Steps T in which γ rises from γ / T, ≥ 0. Default `0`. */
  warmupSteps?: Numeric;
  /** Power r of t in the weights of the average, ≥ 0. Default `0`. */
  r?: Numeric;
  /** Power p of the largest γ so far in the weights of the average, ≥ 0. Default `2`. */
  weightLearningRatePower?: Numeric;
}

/**
 * SGD that needs no schedule to end well: what a falling learning rate does, an average does at every step.
 *
 * Take it where SGD is right and the length of the training is not known beforehand; remember `eval()` and `train()`.
 *
 * There are three sequences: z takes the steps, x is their average, and y between them is where
 * gradients are taken. The parameter is y in training, and x in evaluation: call `optimizer.eval()` before
 * using the model, `optimizer.train()` before going on. At step t = 1, 2, …, with gradient g at y:
 *
 *     γₜ = γ min(1, t / T)                  w = tʳ (max γₜ so far)ᵖ,  c = w / Σ w
 *     g ← g + λ y
 *     z ← z − γₜ g
 *     x ← (1 − c) x + c z
 *     y ← β x + (1 − β) z
 *
 * State: `z`, the parameter at first, with its shape; x is computed from y and z. The numbers are those of the authors'
 * code, which begins in evaluation, and has one t and Σ w for all parameters where each has its own here. A proximal
 * step acts on y, and so does `cautious`: with it x is not quite the average of z.
 *
 * Paper: Defazio et al., NeurIPS 2024, https://arxiv.org/abs/2405.15682
 * @throws {@link OptionError} when an option leaves the range written on it.
 * @example
 * ```ts
 * const optimizer = new ScheduleFreeSGD(model, { learningRate: 1, warmupSteps: 100 });
 * for (const batch of batches) optimizer.step(() => loss(model, batch));
 * optimizer.eval();
 * ```
 */
export class ScheduleFreeSGD extends ScheduleFree<ScheduleFreeSGDOptions> {
  static override readonly rule = chain('ScheduleFreeSGD', averagedStep(1, 'momentum'));
}
