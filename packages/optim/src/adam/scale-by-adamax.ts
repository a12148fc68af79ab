import { bind, defineTransform, div, mul, type Numeric, type Transform, zeros } from '@nadir/core';
import { checkMeans } from './moments.js';
import { moveLargest } from './move-largest.js';

/** Arguments of {@link scaleByAdamax}. */
export interface ScaleByAdamaxOptions {
  /** Decay rate β₁ of the mean of gradients, in [0, 1). Default `0.9`. */
  beta1?: Numeric;
  /** Decay rate β₂ of the largest gradient, in [0, 1). Default `0.999`. */
  beta2?: Numeric;
  /** Term ε added to each |g|, > 0. Default `1e-8`. */
  epsilon?: Numeric;
}

const scaling = defineTransform({
  name: 'scaleByAdamax',
  state: { m: zeros(), u: zeros() },
  defaults: { beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
  check: checkMeans,
  scalars: ({ beta1, beta2, epsilon }, t) => ({
    oneMinusBeta1: 1 - beta1,
    beta2,
    epsilon,
    mScale: 1 / (1 - beta1 ** t),
  }),
  update(tensors, scalars) {
    const next = moveLargest(tensors, scalars);
    return { grad: div(mul(scalars.mScale, next.m), next.u), ...next };
  },
});

/**
 * A link of a chain: the direction of Adamax, `optax.scale_by_adamax`.
 *
 *     m ← β₁ m + (1 − β₁) g
 *     u ← max(β₂ u, |g| + ε)
 *     g ← m / ((1 − β₁ᵗ) u)
 *
 * @throws {@link OptionError} when an argument leaves the range written on it.
 */
export const scaleByAdamax = (options: ScaleByAdamaxOptions = {}): Transform =>
  bind(scaling, options);
