import {
  call,
  defineTransform,
  div,
  type Expr,
  matrix,
  max,
  mean,
  mul,
  type Numeric,
  type OptimizerOptions,
  RuleOptimizer,
  sqrt,
  square,
  sub,
  zeros,
} from '@nadir/core';
import { checkAtLeast, checkNonNegative, checkNonPositive } from '@nadir/core/internal';
import { bounded } from '../transforms/bounded.js';
import { meanSquare } from '../transforms/mean-square.js';
import { factoredVariance } from './factored-variance.js';

/** Options of {@link Adafactor}. */
export interface AdafactorOptions extends OptimizerOptions {
  /** Bound γ on the relative step size, ≥ 0. Default `1e-2`. */
  learningRate?: Numeric;
  /** Exponent c of the weight tᶜ of the newest square, ≤ 0. Default `-0.8`. */
  beta2Decay?: Numeric;
  /** Least root ε₁ of a mean of squares, ≥ 0; not below 2⁻⁶³ in effect. Default 2⁻²³, the unit of float32. */
  epsilon1?: Numeric;
  /** Least size ε₂ of a parameter for its step, ≥ 0. Default `1e-3`. */
  epsilon2?: Numeric;
  /** Largest root mean square d of an update, ≥ 1. Default `1`. */
  clipThreshold?: Numeric;
  /** Decoupled weight decay λ, ≥ 0. Default `0`. */
  weightDecay?: Numeric;
}

const isFactored = (shape: readonly number[]): boolean => shape.length > 1;

const adafactorStep = defineTransform({
  name: 'Adafactor',
  defaults: {
    learningRate: 1e-2,
    beta2Decay: -0.8,
    epsilon1: 2 ** -23,
    epsilon2: 1e-3,
    clipThreshold: 1,
    weightDecay: 0,
  },
  state: (_, shape) => ({
    rows: isFactored(shape) && matrix([...shape.slice(0, -1), 1]),
    columns: isFactored(shape) && matrix([...shape.slice(0, -2), 1, ...shape.slice(-1)]),
    variance: !isFactored(shape) && zeros(),
  }),

  check(o, where) {
    checkNonNegative(where, o, 'learningRate', 'epsilon1', 'epsilon2', 'weightDecay');
    checkNonPositive(where, o, 'beta2Decay');
    checkAtLeast(where, o, 1, 'clipThreshold');
  },

  scalars: ({ learningRate, weightDecay, beta2Decay, epsilon1, epsilon2, clipThreshold }, t) => ({
    weight: t ** beta2Decay,
    keepVariance: 1 - t ** beta2Decay,
    relativeStep: Math.min(learningRate, 1 / Math.sqrt(t)),
    keep: 1 - learningRate * weightDecay,
    epsilon1,
    // A square that vanishes in float32 would divide 0 by 0.
    least: Math.max(epsilon1 ** 2, 2 ** -126),
    epsilon2,
    clipThreshold,
  }),

  update({ param, grad, rows, columns, variance }, scalars, { shape }) {
    const { weight, keepVariance, relativeStep, keep, epsilon1, least, epsilon2, clipThreshold } =
      scalars;
    const rms = (x: Expr) => sqrt(mean(square(x)));
    const alpha = mul(max(epsilon2, rms(param)), relativeStep);
    const factored = isFactored(shape)
      ? call(factoredVariance, [square(bounded(grad)), rows, columns], {
          weight,
          epsilon: epsilon1,
        })
      : undefined;
    const v = factored?.variance ?? meanSquare(variance, grad, keepVariance, weight);
    const u = div(grad, sqrt(max(v, least)));
    const clipped = max(1, div(rms(u), clipThreshold));
    return {
      param: sub(mul(keep, param), mul(div(alpha, clipped), u)),
      ...(factored ? { rows: factored.rows, columns: factored.columns } : { variance: v }),
    };
  },
});

/**
 * Division by means of squares of which a matrix keeps those of its rows and columns only, and steps in
 * proportion to the size of the parameter.
 *
 * Take it where the state of Adam does not fit into memory: large embeddings and wide layers.
 *
 * For a parameter θ with gradient g, at step t = 1, 2, …, with RMS(x) = √(mean of x²):
 *
 *     w = tᶜ,   α = max(ε₂, RMS(θ)) min(γ, 1 / √t)
 *     θ ← (1 − γ λ) θ
 *     R ← R + w (mean of g² over each row − R)         of a matrix
 *     C ← C + w (mean of g² over each column − C)
 *     V = R C / max(mean of R, ε₁)
 *     V ← V + w (g² − V)                               of a vector or a number
 *     U = g / √max(V, ε₁²)
 *     θ ← θ − α U / max(1, RMS(U) / d)
 *
 * State: `rows` R and `columns` C for rank ≥ 2, else `variance` V; zeros at first. For a matrix of n × m that is n + m
 * numbers. Of more than two dimensions the last two are rows and columns. The numbers are those of
 * `torch.optim.Adafactor`, whose ε₁ is the unit of float32 by default too. The paper and optax factor the two largest
 * dimensions, and only from a size of 128 on.
 *
 * Paper: Shazeer & Stern, ICML 2018, https://arxiv.org/abs/1804.04235
 * @throws {@link OptionError} when an option leaves the range written on it.
 * @example
 * ```ts
 * const optimizer = new Adafactor(model, { learningRate: 1e-2 });
 * ```
 */
export class Adafactor extends RuleOptimizer<AdafactorOptions> {
  static override readonly rule = adafactorStep;
}
