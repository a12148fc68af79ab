import {
  add,
  chain,
  defineTransform,
  div,
  filled,
  mul,
  type Numeric,
  type OptimizerOptions,
  RuleOptimizer,
  sqrt,
  square,
  sub,
} from '@nadir/core';
import { checkNonNegative, fromTfjs, type TakeOver } from '@nadir/core/internal';
import { decayedWeights } from '../transforms/add-decayed-weights.js';

/** Options of {@link Adagrad}. */
export interface AdagradOptions extends OptimizerOptions {
  /** Step size γ, ≥ 0. Default `1e-2`. */
  learningRate?: Numeric;
  /** How fast η the step size falls, ≥ 0. Default `0`. */
  learningRateDecay?: Numeric;
  /** L2 weight decay λ, ≥ 0. Default `0`. */
  weightDecay?: Numeric;
  /** What the sum begins with, ≥ 0. Default `0`. */
  initialAccumulatorValue?: Numeric;
  /** Term ε of the denominator, ≥ 0; with 0, elements that had no gradient become NaN. Default `1e-10`. */
  epsilon?: Numeric;
  /** Add ε to the sum before its root is taken, as TensorFlow does. Default `false`. */
  epsilonInsideRoot?: boolean;
}

const summedSquaresStep = defineTransform({
  name: 'Adagrad',
  state: { sum: filled('initialAccumulatorValue') },
  defaults: {
    learningRate: 1e-2,
    learningRateDecay: 0,
    initialAccumulatorValue: 0,
    epsilon: 1e-10,
    epsilonInsideRoot: false,
  },

  check(o, where) {
    checkNonNegative(where, o, 'learningRate', 'learningRateDecay', 'epsilon');
    checkNonNegative(where, o, 'initialAccumulatorValue');
  },

  scalars: ({ learningRate, learningRateDecay, epsilon }, t) => ({
    epsilon,
    stepSize: learningRate / (1 + (t - 1) * learningRateDecay),
  }),

  update({ param, grad, sum }, { epsilon, stepSize }, { static: s }) {
    const sumNext = add(sum, square(grad));
    const root = s.epsilonInsideRoot ? sqrt(add(sumNext, epsilon)) : add(sqrt(sumNext), epsilon);
    return { param: sub(param, mul(stepSize, div(grad, root))), sum: sumNext };
  },
});

/**
 * Division by the root of the sum of all squared gradients: what has moved much moves less.
 *
 * Take it for sparse features and convex losses; in deep networks its steps shrink too early.
 *
 * For a parameter θ with gradient g, at step t = 1, 2, …:
 *
 *     g ← g + λ θ
 *     s ← s + g²
 *     d = √s + ε,  or √(s + ε)                    with `epsilonInsideRoot`
 *     θ ← θ − γ / (1 + (t − 1) η) g / d
 *
 * An element whose gradient is 0 does not move, and s stays: rows that an embedding did not look up
 * keep their state by themselves.
 *
 * State: `sum` s, `initialAccumulatorValue` at first, with the shape of θ. The numbers are those of
 * `torch.optim.Adagrad`, which begins with one value in all groups, even where a group has its own.
 * Those of TensorFlow.js, Keras and optax come with `initialAccumulatorValue: 0.1, epsilon: 1e-7,
 * epsilonInsideRoot: true`.
 *
 * Paper: Duchi, Hazan & Singer, JMLR 12, 2011, https://jmlr.org/papers/v12/duchi11a.html
 * @throws {@link OptionError} when an option leaves the range written on it.
 * @example
 * ```ts
 * const optimizer = new Adagrad(model, { learningRate: 0.1 });
 * ```
 */
export class Adagrad extends RuleOptimizer<AdagradOptions> {
  static override readonly takeOver: TakeOver = fromTfjs({ accumulator: 'sum' });
  static override readonly rule = chain('Adagrad', decayedWeights, summedSquaresStep);
}
