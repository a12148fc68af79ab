import {
  add,
  chain,
  defineTransform,
  div,
  mul,
  type Numeric,
  type OptimizerOptions,
  RuleOptimizer,
  sqrt,
  zeros,
} from '@nadir/core';
import { checkNonNegative, checkProbability } from '@nadir/core/internal';
import { decayedWeights } from '../transforms/add-decayed-weights.js';
import { meanSquare } from '../transforms/mean-square.js';
import { scaleByLearningRate } from '../transforms/scale-by-learning-rate.js';

/** Options of {@link Adadelta}. */
export interface AdadeltaOptions extends OptimizerOptions {
  /** Factor γ of each step, ≥ 0. Default `1`. */
  learningRate?: Numeric;
  /** Decay rate ρ of both means, in [0, 1]. Default `0.9`. */
  rho?: Numeric;
  /** Term ε added to both means, ≥ 0: it alone sets the first steps going. Default `1e-6`. */
  epsilon?: Numeric;
  /** L2 weight decay λ, ≥ 0. Default `0`. */
  weightDecay?: Numeric;
}

const recentLengths = defineTransform({
  name: 'scaleByAdadelta',
  state: { v: zeros(), u: zeros() },
  defaults: { rho: 0.9, epsilon: 1e-6 },

  check(o, where) {
    checkProbability(where, o, 'rho');
    checkNonNegative(where, o, 'epsilon');
  },

  scalars: ({ rho, epsilon }) => ({ rho, oneMinusRho: 1 - rho, epsilon }),

  update({ grad, v, u }, { rho, oneMinusRho, epsilon }) {
    const vNext = meanSquare(v, grad, rho, oneMinusRho);
    const d = mul(div(sqrt(add(u, epsilon)), sqrt(add(vNext, epsilon))), grad);
    return { grad: d, v: vNext, u: meanSquare(u, d, rho, oneMinusRho) };
  },
});

/**
 * Steps as long as the recent ones were, so that there is no step size to choose.
 *
 * Take it to reproduce older results; where no step size is to be chosen, `Prodigy` gets further today.
 *
 * For a parameter θ with gradient g, at each step:
 *
 *     g ← g + λ θ
 *     v ← ρ v + (1 − ρ) g²
 *     d = √(u + ε) / √(v + ε) g
 *     u ← ρ u + (1 − ρ) d²
 *     θ ← θ − γ d
 *
 * State: `v` and `u`, zeros at first, each with the shape of θ. The numbers are those of
 * `torch.optim.Adadelta`, optax and Keras, whose defaults differ. TensorFlow.js divides by the root of
 * the mean before this step's gradient, so that its first step is that of plain descent.
 *
 * Paper: Zeiler, 2012, https://arxiv.org/abs/1212.5701
 * @throws {@link OptionError} when an option leaves the range written on it.
 * @example
 * ```ts
 * const optimizer = new Adadelta(model, { rho: 0.95 });
 * ```
 */
export class Adadelta extends RuleOptimizer<AdadeltaOptions> {
  static override readonly rule = chain(
    'Adadelta',
    decayedWeights,
    recentLengths,
    scaleByLearningRate(1),
  );
}
