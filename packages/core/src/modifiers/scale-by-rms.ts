import { checkFraction, checkNonNegative, checkPositive } from '../check.js';
import {
  add,
  bind,
  defineRule,
  div,
  type Expr,
  lerp,
  max,
  mul,
  type Numeric,
  type Rule,
  sqrt,
  square,
  sub,
} from '../program/index.js';

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

const scaling = defineRule({
  name: 'scaleByRms',
  slots: ({ centered }) => (centered ? ['v', 'mean'] : ['v']),
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
  update({ grad, v, mean }, { oneMinusAlpha, epsilon, correction }, o) {
    const corrected = (x: Expr): Expr => (o.biasCorrection ? mul(correction, x) : x);
    const vNext = lerp(v, square(grad), oneMinusAlpha);
    const meanNext = o.centered ? lerp(mean, grad, oneMinusAlpha) : undefined;
    const power = meanNext
      ? max(sub(corrected(vNext), square(corrected(meanNext))), 0)
      : corrected(vNext);
    const root = o.epsilonInsideRoot ? sqrt(add(power, epsilon)) : add(sqrt(power), epsilon);
    return { grad: div(grad, root), v: vNext, ...(meanNext && { mean: meanNext }) };
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
export const scaleByRms = (options: ScaleByRmsOptions = {}): Rule => bind(scaling, options);

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
export const scaleByStddev = (options: ScaleByRmsOptions = {}): Rule =>
  bind({ ...scaling, name: 'scaleByStddev' }, { ...options, centered: true });
