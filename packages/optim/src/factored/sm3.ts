import {
  add,
  call,
  chain,
  defineTransform,
  div,
  type Expr,
  matrix,
  max,
  mul,
  type Numeric,
  type OptimizerOptions,
  RuleOptimizer,
  sqrt,
  zeros,
} from '@nadir/core';
import {
  checkFraction,
  checkPositive,
  checkProbability,
  type SlotDeclaration,
} from '@nadir/core/internal';
import { meanSquare } from '../transforms/mean-square.js';
import { scaleByLearningRate } from '../transforms/scale-by-learning-rate.js';
import { leastCover } from './least-cover.js';
import { sliceMaxima, sliceShape } from './slice-maxima.js';

/** Options of {@link SM3}. */
export interface SM3Options extends OptimizerOptions {
  /** Step size γ, ≥ 0. Default `0.1`. */
  learningRate?: Numeric;
  /** Decay rate μ of the mean of updates, in [0, 1). Default `0`: no mean. */
  momentum?: Numeric;
  /** Decay rate β of the sums of squares, in [0, 1]. Default `0`: they are sums. */
  beta?: Numeric;
  /** Term ε added to the sums before their root is taken, > 0. Default `1e-30`. */
  epsilon?: Numeric;
}

/** The dimensions whose slices have numbers of their own. */
const coveredBy = (shape: readonly number[]): number[] =>
  shape.length < 2 ? [] : [...shape.keys()];

type Slots = Readonly<
  Record<`slices${number}`, SlotDeclaration<'tensor'>> &
    Record<'sum' | 'm', SlotDeclaration<'float32'> | false>
>;

const scaleBySM3 = defineTransform({
  name: 'scaleBySM3',
  defaults: { momentum: 0, beta: 0, epsilon: 1e-30 },
  state: ({ momentum }, shape): Slots => ({
    ...Object.fromEntries(
      coveredBy(shape).map((d) => [`slices${d}`, matrix(sliceShape(shape, d))]),
    ),
    sum: shape.length < 2 && zeros(),
    m: momentum && zeros(),
  }),

  check(o, where) {
    checkFraction(where, o, 'momentum');
    checkProbability(where, o, 'beta');
    checkPositive(where, o, 'epsilon');
  },

  scalars: ({ momentum, beta, epsilon }) => ({
    momentum,
    oneMinusMomentum: 1 - momentum,
    // Without β squares are added up, and the largest of a slice takes the place of its number.
    keep: beta === 0 ? 1 : beta,
    gain: beta === 0 ? 1 : 1 - beta,
    lasts: beta === 0 ? 0 : 1,
    epsilon,
  }),

  update(tensors, scalars, { static: s, shape }) {
    const { momentum, oneMinusMomentum, keep, gain, lasts, epsilon } = scalars;
    const { grad, m, sum } = tensors;
    const dimensions = coveredBy(shape);
    const before = dimensions.map((d) => tensors[`slices${d}`] as Expr<'tensor'>);
    const least = dimensions.length === 0 ? sum : call(leastCover, before).least;
    const nu = meanSquare(least, grad, keep, gain);
    const u = div(grad, sqrt(add(nu, epsilon)));
    // Both products, so that a schedule which is 0 gives u itself.
    const mNext = s.momentum ? add(mul(momentum, m), mul(oneMinusMomentum, u)) : undefined;
    const after = call(sliceMaxima(dimensions.length), [nu, ...before], { lasts });
    return {
      grad: mNext ?? u,
      ...(mNext && { m: mNext }),
      ...(dimensions.length === 0 && { sum: s.beta ? max(mul(lasts, sum), nu) : nu }),
      ...Object.fromEntries(dimensions.map((d) => [`slices${d}`, after[d] as Expr<'tensor'>])),
    };
  },
});

/**
 * Adagrad with one number for each row and each column of a matrix, instead of one for each element.
 *
 * Take it for very large embeddings, where Adagrad would be right and its state is too large.
 *
 * For a parameter θ with gradient g and, for each of its dimensions d, numbers s of the slices across it, at each
 * step:
 *
 *     ν = min over d of s_d + g²,  or β min over d of s_d + (1 − β) g²      with β > 0
 *     s_d ← largest ν of each slice                 with β > 0 max(s_d, largest ν of each slice)
 *     u = g / √(ν + ε)
 *     m ← μ m + (1 − μ) u                           with momentum, and m in place of u below
 *     θ ← θ − γ u
 *
 * State: `slices0`, `slices1`, … for rank ≥ 2, so n + m numbers for a matrix of n × m; for a vector or a number `sum`,
 * which is Adagrad's; with momentum also `m`. Zeros at first. The numbers are those of SM3-II as pytorch_optimizer has
 * it; optax has ε = 1e-8 and momentum 0.9.
 *
 * Paper: Anil et al., NeurIPS 2019, https://arxiv.org/abs/1901.11150
 * @throws {@link OptionError} when an option leaves the range written on it.
 * @example
 * ```ts
 * const optimizer = new SM3(model, { learningRate: 0.1, momentum: 0.9 });
 * ```
 */
export class SM3 extends RuleOptimizer<SM3Options> {
  static override readonly rule = chain('SM3', scaleBySM3, scaleByLearningRate(0.1));
}
