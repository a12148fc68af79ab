import { bind, defineTransform, type Numeric, type Transform, zeros } from '@nadir/core';
import { checkNonNegative } from '@nadir/core/internal';
import { checkMeans, momentNumbers } from './moments.js';
import { moveYogi, yogiInitial } from './move-yogi.js';

/** Arguments of {@link scaleByYogi}. */
export interface ScaleByYogiOptions {
  /** Decay rate β₁ of the mean of gradients, in [0, 1). Default `0.9`. */
  beta1?: Numeric;
  /** Rate β₂ at which v follows squared gradients, in [0, 1). Default `0.999`. */
  beta2?: Numeric;
  /** Term ε added to the denominator, > 0. Default `1e-3`. */
  epsilon?: Numeric;
  /** What m and v begin with, ≥ 0. Default `1e-6`. */
  initialAccumulatorValue?: Numeric;
}

const scaling = defineTransform({
  name: 'scaleByYogi',
  state: { m: zeros(), v: zeros() },
  defaults: { beta1: 0.9, beta2: 0.999, epsilon: 1e-3, initialAccumulatorValue: 1e-6 },
  initial: yogiInitial,
  check(o, where) {
    checkMeans(o, where);
    checkNonNegative(where, o, 'initialAccumulatorValue');
  },
  scalars: momentNumbers,
  update(tensors, scalars) {
    const { direction, means } = moveYogi(tensors, scalars);
    return { grad: direction, ...means };
  },
});

/**
 * A link of a chain: the direction of Yogi, `optax.scale_by_yogi`. v moves by steps of g², not of
 * its distance to it.
 *
 *     m ← β₁ m + (1 − β₁) g                         m̂ = m / (1 − β₁ᵗ)
 *     v ← v − (1 − β₂) sign(v − g²) g²              v̂ = v / (1 − β₂ᵗ)
 *     g ← m̂ / (√v̂ + ε)
 *
 * @throws {@link OptionError} when an argument leaves the range written on it.
 */
export const scaleByYogi = (options: ScaleByYogiOptions = {}): Transform => bind(scaling, options);
