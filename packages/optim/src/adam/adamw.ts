import { chain, type Numeric, type OptimizerOptions, RuleOptimizer } from '@nadir/core';
import { fromTfjs, type TakeOver } from '@nadir/core/internal';
import { decoupledDecay } from '../transforms/decoupled-decay.js';
import { descent } from '../transforms/scale-by-learning-rate.js';
import { scaleByAdam } from './scale-by-adam.js';

/** Options of {@link AdamW}. */
export interface AdamWOptions extends OptimizerOptions {
  /** Step size γ, ≥ 0. Default `1e-3`. */
  learningRate?: Numeric;
  /** Decay rate β₁ of the mean of gradients, in [0, 1). Default `0.9`. */
  beta1?: Numeric;
  /** Decay rate β₂ of the mean of squared gradients, in [0, 1). Default `0.999`. */
  beta2?: Numeric;
  /** Term ε added to the denominator, ≥ 0; with 0, elements that had no gradient become NaN. Default `1e-8`. */
  epsilon?: Numeric;
  /** Decoupled weight decay λ, ≥ 0. Default `1e-2`. */
  weightDecay?: Numeric;
  /** Divide by the largest v so far, so that steps never grow again. Default `false`. */
  amsgrad?: boolean;
}

/**
 * Adam with decoupled weight decay.
 *
 * Take it as the first choice for most networks, with a warm-up and a falling learning rate.
 *
 * For a parameter θ with gradient g, at step t = 1, 2, …:
 *
 *     θ ← (1 − γ λ) θ
 *     m ← β₁ m + (1 − β₁) g                 m̂ = m / (1 − β₁ᵗ)
 *     v ← β₂ v + (1 − β₂) g²                v̂ = v / (1 − β₂ᵗ)
 *     θ ← θ − γ m̂ / (√v̂ + ε)
 *
 * With `amsgrad`, x ← max(x, v) is kept and takes the place of v in v̂.
 *
 * State: `m`, `v` and with `amsgrad` `vMax`, zeros at first, each with the shape of θ. λ acts per
 * unit of γ: a step shrinks θ by the factor 1 − γ λ, whatever its gradient. The numbers are those
 * of `torch.optim.AdamW`.
 *
 * Paper: Loshchilov & Hutter, ICLR 2019, https://arxiv.org/abs/1711.05101
 * @throws {@link OptionError} when an option leaves the range written on it.
 * @example
 * ```ts
 * const w = variable(tensor([2, -4]));
 * const optimizer = new AdamW([w], { learningRate: 0.1 });
 * for (let i = 0; i < 200; i++) optimizer.step(() => sum(square(w)));
 * w.print(); // near [0, 0]
 * ```
 */
export class AdamW extends RuleOptimizer<AdamWOptions> {
  static override readonly takeOver: TakeOver = fromTfjs({ m: 'm', v: 'v' });
  static override readonly rule = chain('AdamW', decoupledDecay(), scaleByAdam(), descent);
}
