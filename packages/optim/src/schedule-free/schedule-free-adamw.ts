import {
  add,
  chain,
  defineTransform,
  div,
  mul,
  type Numeric,
  type OptimizerOptions,
  sqrt,
  zeros,
} from '@nadir/core';
import { checkFraction, checkNonNegative } from '@nadir/core/internal';
import { meanSquare } from '../transforms/mean-square.js';
import { averagedStep } from './averaged-step.js';
import { ScheduleFree } from './schedule-free.js';

/** Options of {@link ScheduleFreeAdamW}. */
export interface ScheduleFreeAdamWOptions extends OptimizerOptions {
  /** Step size γ, ≥ 0: larger than for Adam. Default `2.5e-3`. */
  learningRate?: Numeric;
  /** Share β₁ of the average x in the place y of the gradient, in (0, 1). Default `0.9`. */
  beta1?: Numeric;
  /** Decay rate β₂ of the mean of squared gradients, in [0, 1). Default `0.999`. */
  beta2?: Numeric;
  /** Term ε added to the denominator, ≥ 0; with 0, elements that had no gradient become NaN. Default `1e-8`. */
  epsilon?: Numeric;
  /** Weight decay λ, ≥ 0, at y. Default `0`. */
  weightDecay?: Numeric;
  /** Steps T in which γ rises from γ / T, ≥ 0. Default `0`. */
  warmupSteps?: Numeric;
  /** Power r of t in the weights of the average, ≥ 0. Default `0`. */
  r?: Numeric;
  /** Power p of the largest γ so far in the weights of the average, ≥ 0. Default `2`. */
  weightLearningRatePower?: Numeric;
}

/** The direction of Adam without a mean of gradients: what stands in for that is the average. */
const scaling = defineTransform({
  name: 'scaleBySquares',
  state: { v: zeros() },
  defaults: { beta2: 0.999, epsilon: 1e-8 },

  check(o, where) {
    checkFraction(where, o, 'beta2');
    checkNonNegative(where, o, 'epsilon');
  },

  scalars: ({ beta2, epsilon }, t) => ({
    beta2,
    oneMinusBeta2: 1 - beta2,
    vScale: 1 / Math.sqrt(1 - beta2 ** t),
    epsilon,
  }),

  update({ grad, v }, { beta2, oneMinusBeta2, vScale, epsilon }) {
    const vNext = meanSquare(v, grad, beta2, oneMinusBeta2);
    return { grad: div(grad, add(mul(sqrt(vNext), vScale), epsilon)), v: vNext };
  },
});

/**
 * AdamW that needs no schedule to end well: its momentum and the fall of its learning rate are an average.
 *
 * Take it where the length of the training is not known beforehand; remember `eval()` and `train()`.
 *
 * The parameter is y in training, and the average x in evaluation: call `optimizer.eval()` before using the
 * model, `optimizer.train()` before going on. At step t = 1, 2, …, with gradient g at y:
 *
 *     γₜ = γ min(1, t / T)                  w = tʳ (max γₜ so far)ᵖ,  c = w / Σ w
 *     v ← β₂ v + (1 − β₂) g²                v̂ = v / (1 − β₂ᵗ)
 *     d = g / (√v̂ + ε) + λ y
 *     z ← z − γₜ d
 *     x ← (1 − c) x + c z
 *     y ← β₁ x + (1 − β₁) z
 *
 * State: `v`, zeros at first, and `z`, the parameter at first, each with its shape; x is computed from y and z. The
 * numbers are those of the authors' code, which begins in evaluation, and has one t and Σ w for all parameters where
 * each has its own here. A proximal step acts on y, and so does `cautious`: with it x is not quite the average of z.
 *
 * Paper: Defazio et al., NeurIPS 2024, https://arxiv.org/abs/2405.15682
 * @throws {@link OptionError} when an option leaves the range written on it.
 * @example
 * ```ts
 * const optimizer = new ScheduleFreeAdamW(model, { learningRate: 2.5e-3, warmupSteps: 100 });
 * for (const batch of batches) optimizer.step(() => loss(model, batch));
 * optimizer.eval();
 * ```
 */
export class ScheduleFreeAdamW extends ScheduleFree<ScheduleFreeAdamWOptions> {
  static override readonly rule = chain(
    'ScheduleFreeAdamW',
    scaling,
    averagedStep(2.5e-3, 'beta1'),
  );
}
