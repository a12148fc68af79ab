import {
  add,
  configure,
  defineTransform,
  div,
  type Expr,
  filled,
  lerp,
  max,
  min,
  mul,
  type Numeric,
  sqrt,
  square,
  sub,
  type Transform,
  zeros,
} from '@nadir/core';
import {
  checkBoolean,
  checkFraction,
  checkNonNegative,
  checkOptions,
  checkProbability,
} from '@nadir/core/internal';
import { largestFloat } from '../transforms/bounded.js';
import { meanSquare } from '../transforms/mean-square.js';

/** Options of {@link scaleByRms} and {@link scaleByStddev}. */
export interface ScaleByRmsOptions {
  /** Decay rate α of the means, in [0, 1], with `biasCorrection` below 1. Default `0.9`. */
  alpha?: Numeric;
  /** Term ε of the denominator, ≥ 0; with 0, elements that had no gradient become NaN. Default `1e-8`. */
  epsilon?: Numeric;
  /** Add ε to the mean before its root is taken. Default `true`. */
  epsilonInsideRoot?: boolean;
  /** Divide the means by 1 − αᵗ. It is fixed here, and no option of the optimizer. Default `false`. */
  biasCorrection?: boolean;
  /** What the mean of squares begins with, ≥ 0. It is fixed here, and no option of the optimizer. Default `0`. */
  initialAccumulatorValue?: number;
}

function scaling(name: string, centered: boolean, given: ScaleByRmsOptions): Transform {
  checkOptions(name, given);
  const { biasCorrection = false, initialAccumulatorValue = 0, ...options } = given;
  checkBoolean(name, { biasCorrection }, 'biasCorrection');
  checkNonNegative(name, { initialAccumulatorValue }, 'initialAccumulatorValue');
  const transform = defineTransform({
    name,
    state: (s) => ({ v: filled(initialAccumulatorValue), mean: s.centered && zeros() }),
    defaults: { alpha: 0.9, epsilon: 1e-8, epsilonInsideRoot: true, centered: false },

    check(o, where) {
      if (biasCorrection) checkFraction(where, o, 'alpha');
      else checkProbability(where, o, 'alpha');
      checkNonNegative(where, o, 'epsilon');
    },

    scalars: ({ alpha, epsilon }, t) => ({
      alpha,
      oneMinusAlpha: 1 - alpha,
      epsilon,
      correction: 1 / (1 - alpha ** t),
    }),

    update({ grad, v, mean }, { alpha, oneMinusAlpha, epsilon, correction }, { static: s }) {
      const corrected = (x: Expr): Expr => (biasCorrection ? mul(correction, x) : x);
      const divided = (power: Expr): Expr =>
        div(grad, s.epsilonInsideRoot ? sqrt(add(power, epsilon)) : add(sqrt(power), epsilon));
      const vNext = meanSquare(v, grad, alpha, oneMinusAlpha);
      if (!s.centered) return { grad: divided(corrected(vNext)), v: vNext };
      const meanNext = lerp(mean, grad, oneMinusAlpha);
      // Rounding can make a variance negative, and ∞ − ∞ would be none.
      const squaredMean = min(square(corrected(meanNext)), largestFloat);
      const variance = max(sub(corrected(vNext), squaredMean), 0);
      return { grad: divided(variance), v: vNext, mean: meanNext };
    },
  });
  return configure(transform, { ...options, centered });
}

/**
 * Division by the running root mean square of the gradient, as `optax.scale_by_rms`.
 *
 *     v ← α v + (1 − α) g²
 *     g ← g / √(v + ε),  or g / (√v + ε)    without `epsilonInsideRoot`
 *
 * With `biasCorrection`, v / (1 − αᵗ) takes the place of v in the second line.
 *
 * `alpha`, `epsilon` and `epsilonInsideRoot` are options of the optimizer, with the given ones as defaults. So is
 * `centered`, which divides by the deviation as {@link scaleByStddev} does; its default is `false`.
 *
 * State: `v`, `initialAccumulatorValue` at first, with the shape of the parameter.
 *
 * @throws {@link OptionError} when an option leaves the range written on it.
 */
export const scaleByRms = (options: ScaleByRmsOptions = {}): Transform =>
  scaling('scaleByRms', false, options);

/**
 * Division by the running standard deviation of the gradient, as `optax.scale_by_stddev`.
 *
 *     v ← α v + (1 − α) g²                  q ← α q + (1 − α) g
 *     g ← g / √(v − q² + ε),  or g / (√(v − q²) + ε)    without `epsilonInsideRoot`
 *
 * With `biasCorrection`, v and q are divided by 1 − αᵗ in the second line. Where rounding makes v − q² negative,
 * 0 takes its place.
 *
 * `alpha`, `epsilon` and `epsilonInsideRoot` are options of the optimizer, with the given ones as defaults. So is
 * `centered`, whose default is `true`.
 *
 * State: `v`, `initialAccumulatorValue` at first, and `mean` q, zeros at first, with the shape of the parameter.
 *
 * @throws {@link OptionError} when an option leaves the range written on it.
 */
export const scaleByStddev = (options: ScaleByRmsOptions = {}): Transform =>
  scaling('scaleByStddev', true, options);
