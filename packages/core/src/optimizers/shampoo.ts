import {
  checkFraction,
  checkInteger,
  checkNonNegative,
  checkPositive,
  checkProbability,
  checkWord,
} from '../check.js';
import { inverseRoot } from '../linear-algebra/inverse-root.js';
import { moveGram } from '../linear-algebra/move-gram.js';
import { multiplyDimensions } from '../linear-algebra/multiply-dimensions.js';
import { decoupledDecay } from '../modifiers/decoupled-decay.js';
import type { Parameters } from '../optimizer/arguments.js';
import { Optimizer, type OptimizerOptions } from '../optimizer.js';
import {
  add,
  call,
  chain,
  defineRule,
  div,
  type Expr,
  lerp,
  mul,
  type Numeric,
  sqrt,
  square,
  sub,
  sum,
} from '../program/index.js';

/** Options of {@link Shampoo}. */
export interface ShampooOptions extends OptimizerOptions {
  /** Step size γ, ≥ 0. Default `1e-2`. */
  learningRate?: Numeric;
  /** Decay rate β₁ of the mean of gradients, in [0, 1). Default `0.9`; with `0` there is none. */
  beta1?: Numeric;
  /** Decay rate β₂ of the statistics, in [0, 1]. Default `1`: they are sums. */
  beta2?: Numeric;
  /** Term ε added to the diagonals of the statistics, > 0. Default `1e-6`. */
  epsilon?: Numeric;
  /** Decoupled weight decay λ, ≥ 0. Default `0`. */
  weightDecay?: Numeric;
  /** Steps from one computation of the roots to the next, an integer ≥ 1. Default `1`. */
  preconditionFrequency?: number;
  /** Dimensions longer than this have no statistics, an integer ≥ 1. Default `1024`. */
  maxPreconditionerDim?: number;
  /** The optimizer whose step d tells how long a step is. Default `'none'`: the direction has a length too. */
  grafting?: 'none' | 'sgd' | 'adagrad' | 'rmsprop' | 'adam';
  /** Decay rate β₃ of the mean of squared gradients in grafting, in [0, 1). Default `0.999`. */
  graftingBeta2?: Numeric;
  /** Term δ added to the denominator in grafting, > 0. Default `1e-8`. */
  graftingEpsilon?: Numeric;
}

/**
 * Adagrad with a matrix for each dimension of a parameter: what full matrices would do, for the price of small ones.
 *
 * For a parameter θ with gradient g, whose matrix G has the slices across dimension d as rows, and of whose dimensions
 * k are no longer than `maxPreconditionerDim`; at step t = 1, 2, …, for each of these dimensions:
 *
 *     S ← S + G Gᵀ,   Ŝ = S                         with β₂ = 1
 *     S ← β₂ S + (1 − β₂) G Gᵀ,   Ŝ = S / (1 − β₂ᵗ)  otherwise
 *     P ← (Ŝ + ε I)^(−1 / 2k)                       every `preconditionFrequency` steps, from the first on
 *     m ← β₁ m + (1 − β₁) g                         m̂ = m / (1 − β₁ᵗ)
 *     u = m̂ with each dimension multiplied by its P, for a matrix P₀ m̂ P₁
 *     u ← ‖d‖ u / (‖u‖ + 10⁻¹⁶)                     with grafting
 *     θ ← (1 − γ λ) θ − γ u
 *
 * where d = m̂ (`'sgd'`) or d = m̂ / (√v + δ) with v ← v + g² (`'adagrad'`), v ← β₃ v + (1 − β₃) g² (`'rmsprop'`),
 * or the latter divided by 1 − β₃ᵗ (`'adam'`).
 *
 * In float32, ε is no less than 1e-6 √n ‖Ŝ‖, below which rounding hides eigenvalues.
 *
 * State: `statistics0`, `statistics1`, … and, where they are not computed at each step, `root0`, `root1`, … of n × n
 * for a dimension of n; `m`; with a `v` in d that. Zeros at first. Roots take several products of matrices at each
 * step: with wide layers compute them every 10 or 100 steps. The numbers are those of Gupta et al. with β₁ = 0. The
 * optimizer of facebookresearch/optimizers divides long dimensions into blocks instead, adds its ε of 1e-12 to
 * eigenvalues, and takes the steps before the first roots with d.
 *
 * Papers: Gupta et al., ICML 2018, https://arxiv.org/abs/1802.09568; grafting: Agarwal et al., 2020,
 * https://arxiv.org/abs/2002.11803
 * @throws {@link OptionError} when an option leaves the range written on it.
 * @example
 * ```ts
 * const optimizer = new Shampoo(model, { learningRate: 1e-3, beta2: 0.99, grafting: 'adam' });
 * ```
 */
export class Shampoo extends Optimizer<ShampooOptions> {
  static override readonly className: string = 'NadirShampoo';

  constructor(parameters?: Parameters<ShampooOptions>, options?: ShampooOptions) {
    super(shampoo, parameters, options);
  }
}

type Name = `statistics${number}` | `root${number}`;

/** Dimensions that have statistics. A number has one. */
function dimensionsOf(shape: readonly number[], most: number): number[] {
  const sizes = shape.length === 0 ? [1] : shape;
  return [...sizes.keys()].filter((dimension) => (sizes[dimension] as number) <= most);
}

/** Whether the optimizer that is grafted keeps squares. */
const adapts = (grafting: string): boolean => grafting !== 'none' && grafting !== 'sgd';

const normOf = (x: Expr): Expr => sqrt(sum(square(x)));

const shampooStep = defineRule({
  name: 'shampooStep',
  slots: ({ beta1, grafting }) => [
    ...(beta1 ? ['m' as const] : []),
    ...(adapts(grafting) ? ['v' as const] : []),
  ],
  tensorSlots({ maxPreconditionerDim, preconditionFrequency }, shape) {
    const named = dimensionsOf(shape, maxPreconditionerDim).flatMap((d) => {
      const square = [shape[d] ?? 1, shape[d] ?? 1];
      const root = preconditionFrequency > 1 ? [[`root${d}`, square] as const] : [];
      return [[`statistics${d}`, square] as const, ...root];
    });
    return Object.fromEntries(named) as Partial<Record<Name, number[]>>;
  },
  defaults: {
    ...{ learningRate: 1e-2, beta1: 0.9, beta2: 1, epsilon: 1e-6, weightDecay: 0 },
    ...{ preconditionFrequency: 1, maxPreconditionerDim: 1024, grafting: 'none' },
    ...{ graftingBeta2: 0.999, graftingEpsilon: 1e-8 },
  },
  fixed: ['preconditionFrequency', 'maxPreconditionerDim'],

  check(o, where) {
    checkNonNegative(where, o, 'learningRate');
    checkFraction(where, o, 'beta1', 'graftingBeta2');
    checkProbability(where, o, 'beta2');
    checkPositive(where, o, 'epsilon', 'graftingEpsilon');
    checkInteger(where, o, 1, 'preconditionFrequency', 'maxPreconditionerDim');
    checkWord(where, o, 'grafting', ['none', 'sgd', 'adagrad', 'rmsprop', 'adam']);
  },

  scalars: (o, t) => ({
    learningRate: o.learningRate,
    oneMinusBeta1: 1 - o.beta1,
    mScale: 1 / (1 - o.beta1 ** t),
    keep: o.beta2,
    gain: o.beta2 === 1 ? 1 : 1 - o.beta2,
    scale: o.beta2 === 1 ? 1 : 1 / (1 - o.beta2 ** t),
    epsilon: o.epsilon,
    due: (t - 1) % o.preconditionFrequency === 0 ? 1 : 0,
    vKeep: o.grafting === 'adagrad' ? 1 : o.graftingBeta2,
    vGain: o.grafting === 'adagrad' ? 1 : 1 - o.graftingBeta2,
    vScale: o.grafting === 'adam' ? 1 / Math.sqrt(1 - o.graftingBeta2 ** t) : 1,
    graftingEpsilon: o.graftingEpsilon,
  }),

  update(tensors, scalars, o, shape) {
    const { param, grad, m, v } = tensors;
    const { learningRate, keep, gain, scale, epsilon, due, vKeep, vGain, vScale } = scalars;
    const dimensions = dimensionsOf(shape, o.maxPreconditionerDim);
    const next = dimensions.map((d) => {
      const before = tensors[`statistics${d}`] as Expr<'tensor'>;
      const { gram } = call(moveGram(d), [grad, before], { keep, gain });
      // Where there are no roots to keep, they are due at each step.
      const last = tensors[`root${d}`] ?? gram;
      const p = 2 * dimensions.length;
      return { d, gram, ...call(inverseRoot, [gram, last], { p, scale, epsilon, due }) };
    });
    const mNext = o.beta1 ? lerp(m, grad, scalars.oneMinusBeta1) : grad;
    const mHat = o.beta1 ? mul(mNext, scalars.mScale) : grad;
    const roots = next.map(({ root }) => root);
    const direction =
      roots.length === 0 ? mHat : call(multiplyDimensions(dimensions), [mHat, ...roots]).multiplied;
    const vNext = adapts(o.grafting) ? add(mul(vKeep, v), mul(vGain, square(grad))) : undefined;
    const d = vNext ? div(mHat, add(mul(sqrt(vNext), vScale), scalars.graftingEpsilon)) : mHat;
    const u =
      o.grafting === 'none'
        ? direction
        : mul(direction, div(normOf(d), add(normOf(direction), 1e-16)));
    return {
      param: sub(param, mul(learningRate, u)),
      ...(o.beta1 && { m: mNext }),
      ...(vNext && { v: vNext }),
      ...Object.fromEntries(next.map(({ d, gram }) => [`statistics${d}`, gram])),
      ...(o.preconditionFrequency > 1 &&
        Object.fromEntries(next.map(({ d, root }) => [`root${d}`, root]))),
    };
  },
});

/** One step of {@link Shampoo}, on symbols. */
export const shampoo = { ...chain(decoupledDecay, shampooStep), name: 'Shampoo' };
