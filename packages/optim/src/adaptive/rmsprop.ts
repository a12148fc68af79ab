import { chain, type Numeric, type OptimizerOptions, RuleOptimizer } from '@nadir/core';
import { fromTfjs, type TakeOver } from '@nadir/core/internal';
import { momentum } from '../sgd/momentum.js';
import { decayedWeights } from '../transforms/add-decayed-weights.js';
import { scaleByLearningRate } from '../transforms/scale-by-learning-rate.js';
import { scaleByRms } from './scale-by-rms.js';

/** Options of {@link RMSprop}. */
export interface RMSpropOptions extends OptimizerOptions {
  /** Step size γ, ≥ 0. Default `1e-2`. */
  learningRate?: Numeric;
  /** Decay rate α of the mean of squared gradients, in [0, 1]. Default `0.99`. */
  alpha?: Numeric;
  /** Term ε of the denominator, ≥ 0; with 0, elements that had no gradient become NaN. Default `1e-8`. */
  epsilon?: Numeric;
  /** L2 weight decay λ, ≥ 0. Default `0`. */
  weightDecay?: Numeric;
  /** Factor μ of the buffer, ≥ 0. Default `0`: no buffer. */
  momentum?: Numeric;
  /** Divide by the deviation of the gradient instead of its root mean square. Default `false`. */
  centered?: boolean;
  /** Add ε to the mean before its root is taken, as TensorFlow does. Default `false`. */
  epsilonInsideRoot?: boolean;
}

/**
 * Division by a running root mean square of the gradient.
 *
 * Take it for recurrent networks and reinforcement learning, where a mean of gradients would lag behind.
 *
 * For a parameter θ with gradient g, at each step:
 *
 *     g ← g + λ θ
 *     v ← α v + (1 − α) g²
 *     q ← α q + (1 − α) g                         with `centered`, and v − q² in place of v below
 *     d = √v + ε,  or √(v + ε)                    with `epsilonInsideRoot`
 *     b ← μ b + g / d                             with momentum
 *     θ ← θ − γ g / d,  or θ − γ b                with momentum
 *
 * State: `v`, with `centered` also `mean` q, with momentum also `buffer` b; zeros at first. The
 * numbers are those of `torch.optim.RMSprop`. `epsilonInsideRoot` gives those of optax and, at a
 * constant γ, of Keras. Where rounding makes v − q² negative, 0 takes its place; PyTorch gives NaN.
 *
 * Papers: Hinton, Coursera lecture 6e, 2012; Graves, https://arxiv.org/abs/1308.0850 (centered)
 * @throws {@link OptionError} when an option leaves the range written on it.
 * @example
 * ```ts
 * const optimizer = new RMSprop(model, { learningRate: 1e-3, momentum: 0.9, centered: true });
 * ```
 */
export class RMSprop extends RuleOptimizer<RMSpropOptions> {
  static override readonly takeOver: TakeOver = fromTfjs({
    rms: 'v',
    mg: 'mean',
    momentum: { slot: 'buffer', timesLearningRate: true },
  });
  static override readonly rule = chain(
    'RMSprop',
    decayedWeights,
    scaleByRms({ alpha: 0.99, epsilonInsideRoot: false }),
    momentum(0),
    scaleByLearningRate(1e-2),
  );
}
