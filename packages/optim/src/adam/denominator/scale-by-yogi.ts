import {
  add,
  configure,
  defineTransform,
  filled,
  lerp,
  less,
  mul,
  type Numeric,
  square,
  sub,
  type Transform,
  where,
} from '@nadir/core';
import { checkNonNegative } from '@nadir/core/internal';
import { checkMeans, directionNumbers, directionOf } from '../moments.js';

/** Options of {@link scaleByYogi}. */
export interface ScaleByYogiOptions {
  /** Decay rate β₁ of the mean of gradients, in [0, 1). Default `0.9`. */
  beta1?: Numeric;
  /** Rate β₂ by which v follows squared gradients, in [0, 1). Default `0.999`. */
  beta2?: Numeric;
  /** Term ε added to the denominator, ≥ 0; with 0, elements that had no gradient become NaN. Default `1e-3`. */
  epsilon?: Numeric;
  /** What m and v hold before the first step, ≥ 0. Default `1e-6`. */
  initialAccumulatorValue?: Numeric;
}

const scaling = defineTransform({
  name: 'scaleByYogi',
  state: { m: filled('initialAccumulatorValue'), v: filled('initialAccumulatorValue') },
  defaults: { beta1: 0.9, beta2: 0.999, epsilon: 1e-3, initialAccumulatorValue: 1e-6 },

  check(o, where) {
    checkMeans(o, where);
    checkNonNegative(where, o, 'initialAccumulatorValue');
  },

  scalars: directionNumbers,

  update({ grad, m, v }, s) {
    const squared = square(grad);
    const mNext = lerp(m, grad, s.oneMinusBeta1);
    const step = mul(mul(s.oneMinusBeta2, grad), grad);
    // Two comparisons, since the sign of ∞ − ∞ is none.
    const grown = where(less(v, squared), add(v, step), v);
    const vNext = where(less(squared, v), sub(v, step), grown);
    return { grad: directionOf(mNext, vNext, s), m: mNext, v: vNext };
  },
});

/**
 * The direction of Yogi, as `optax.scale_by_yogi` gives it: v moves by steps of g², not of its distance to it.
 *
 *     m ← β₁ m + (1 − β₁) g                         m̂ = m / (1 − β₁ᵗ)
 *     v ← v − (1 − β₂) sign(v − g²) g²              v̂ = v / (1 − β₂ᵗ)
 *     g ← m̂ / (√v̂ + ε)
 *
 * @throws {@link OptionError} when an option leaves the range written on it.
 */
export const scaleByYogi = (options: ScaleByYogiOptions = {}): Transform =>
  configure(scaling, options);
