import {
  bind,
  defineTransform,
  div,
  type Expr,
  mul,
  type Numeric,
  type Transform,
  zeros,
} from '@nadir/core';
import { checkFraction, checkNonNegative, checkPositive } from '@nadir/core/internal';
import { moveSquares } from './move-squares.js';

/** Arguments of {@link scaleByRms} and {@link scaleByStddev}. */
export interface ScaleByRmsOptions {
  /** Decay rate α of the means, in [0, 1). Default `0.9`. */
  alpha?: Numeric;
  /** Term ε of the denominator, > 0. Default `1e-8`. */
  epsilon?: Numeric;
  /** Add ε to the mean before its root is taken. Default `true`. */
  epsilonInsideRoot?: boolean;
  /** Divide the means by 1 − αᵗ. Default `false`. */
  biasCorrection?: boolean;
  /** What the mean of squares begins with, ≥ 0. Default `0`. */
  initialAccumulatorValue?: Numeric;
}

const scaling = defineTransform({
  name: 'scaleByRms',
  state: ({ centered }) => ({ v: zeros(), mean: centered && zeros() }),
  defaults: {
    alpha: 0.9,
    epsilon: 1e-8,
    epsilonInsideRoot: true,
    biasCorrection: false,
    initialAccumulatorValue: 0,
    centered: false,
  },
  initial: { v: ({ initialAccumulatorValue }) => initialAccumulatorValue },
  check(o, where) {
    checkFraction(where, o, 'alpha');
    checkPositive(where, o, 'epsilon');
    checkNonNegative(where, o, 'initialAccumulatorValue');
  },
  scalars: ({ alpha, epsilon }, t) => ({
    oneMinusAlpha: 1 - alpha,
    epsilon,
    correction: 1 / (1 - alpha ** t),
  }),
  update(tensors, scalars, { static: o }) {
    const corrected = (x: Expr): Expr => (o.biasCorrection ? mul(scalars.correction, x) : x);
    const { root, means } = moveSquares(tensors, scalars, o, corrected);
    return { grad: div(tensors.grad, root), ...means };
  },
});

/**
 * A link of a chain: division by the running root mean square, `optax.scale_by_rms`.
 *
 *     v ← α v + (1 − α) g²
 *     g ← g / √(v + ε),  or g / (√v + ε)    without `epsilonInsideRoot`
 *
 * @throws {@link OptionError} when an argument leaves the range written on it.
 */
export const scaleByRms = (options: ScaleByRmsOptions = {}): Transform => bind(scaling, options);

/**
 * A link of a chain: division by the running standard deviation, `optax.scale_by_stddev`.
 *
 *     v ← α v + (1 − α) g²                  q ← α q + (1 − α) g
 *     g ← g / √(v − q² + ε),  or g / (√(v − q²) + ε)    without `epsilonInsideRoot`
 *
 * Where rounding makes v − q² negative, 0 takes its place.
 *
 * @throws {@link OptionError} when an argument leaves the range written on it.
 */
export const scaleByStddev = (options: ScaleByRmsOptions = {}): Transform =>
  bind({ ...scaling, name: 'scaleByStddev' }, { ...options, centered: true });
