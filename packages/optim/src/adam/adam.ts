import { chain, type Numeric, type OptimizerOptions, RuleOptimizer } from '@nadir/core';
import { fromTfjs, type TakeOver } from '@nadir/core/internal';
import { chosenDecay } from '../transforms/chosen-decay.js';
import { descent } from '../transforms/scale-by-learning-rate.js';
import { scaleByAdam } from './scale-by-adam.js';

/** Options of {@link Adam}. */
export interface AdamOptions extends OptimizerOptions {
  /** Step size γ, ≥ 0. Default `1e-3`. */
  learningRate?: Numeric;
  /** Decay rate β₁ of the mean of gradients, in [0, 1). Default `0.9`. */
  beta1?: Numeric;
  /** Decay rate β₂ of the mean of squared gradients, in [0, 1). Default `0.999`. */
  beta2?: Numeric;
  /** Term ε added to the denominator, ≥ 0; with 0, elements that had no gradient become NaN. Default `1e-8`. */
  epsilon?: Numeric;
  /** Weight decay λ, ≥ 0. Default `0`. */
  weightDecay?: Numeric;
  /** Keep the decay out of the means, as {@link AdamW} does. Default `false`. */
  decoupledWeightDecay?: boolean;
  /** Divide by the largest v so far, so that steps never grow again. Default `false`. */
  amsgrad?: boolean;
}

/**
 * Steps scaled by running means of the gradient and of its square.
 *
 * Take it where no weight decay is wanted, or to reproduce a result; with weight decay take `AdamW`.
 *
 * For a parameter θ with gradient g, at step t = 1, 2, …:
 *
 *     g ← g + λ θ,  or θ ← (1 − γ λ) θ      with `decoupledWeightDecay`
 *     m ← β₁ m + (1 − β₁) g                 m̂ = m / (1 − β₁ᵗ)
 *     v ← β₂ v + (1 − β₂) g²                v̂ = v / (1 − β₂ᵗ)
 *     θ ← θ − γ m̂ / (√v̂ + ε)
 *
 * With `amsgrad`, x ← max(x, v) is kept and takes the place of v in v̂.
 *
 * State: `m`, `v` and with `amsgrad` `vMax`, zeros at first, each with the shape of θ. The numbers
 * are those of `torch.optim.Adam`. TensorFlow.js has ε = 1e-7, or 1e-4 on WebGL. L2 decay
 * passes through the denominator, so weights with large gradients shrink less.
 *
 * Papers: Kingma & Ba, ICLR 2015, https://arxiv.org/abs/1412.6980; Reddi et al., ICLR 2018,
 * https://arxiv.org/abs/1904.09237 (amsgrad)
 * @throws {@link OptionError} when an option leaves the range written on it.
 * @example
 * ```ts
 * const optimizer = new Adam(model, { learningRate: 1e-3 });
 * ```
 */
export class Adam extends RuleOptimizer<AdamOptions> {
  static override readonly takeOver: TakeOver = fromTfjs({ m: 'm', v: 'v' });
  static override readonly rule = chain('Adam', chosenDecay(), scaleByAdam(), descent);
}
