import {
  abs,
  add,
  configure,
  defineTransform,
  div,
  lerp,
  max,
  mul,
  type Numeric,
  type Transform,
  zeros,
} from '@nadir/core';
import { checkMeans } from './moments.js';

/** Options of {@link scaleByAdamax}. */
export interface ScaleByAdamaxOptions {
  /** Decay rate β₁ of the mean of gradients, in [0, 1). Default `0.9`. */
  beta1?: Numeric;
  /** Decay rate β₂ of the largest gradient, in [0, 1). Default `0.999`. */
  beta2?: Numeric;
  /** Term ε added to each |g|, ≥ 0; with 0, elements that had no gradient become NaN. Default `1e-8`. */
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

  update({ grad, m, u }, { oneMinusBeta1, beta2, epsilon, mScale }) {
    const mNext = lerp(m, grad, oneMinusBeta1);
    const uNext = max(mul(beta2, u), add(abs(grad), epsilon));
    return { grad: div(mul(mScale, mNext), uNext), m: mNext, u: uNext };
  },
});

/**
 * The direction of Adamax, as `optax.scale_by_adamax` gives it.
 *
 *     m ← β₁ m + (1 − β₁) g                 m̂ = m / (1 − β₁ᵗ)
 *     u ← max(β₂ u, |g| + ε)
 *     g ← m̂ / u
 *
 * @throws {@link OptionError} when an option leaves the range written on it.
 */
export const scaleByAdamax = (options: ScaleByAdamaxOptions = {}): Transform =>
  configure(scaling, options);
