import {
  add,
  configure,
  defineTransform,
  div,
  lerp,
  max,
  mul,
  type Numeric,
  sqrt,
  type Transform,
  zeros,
} from '@nadir/core';
import { meanSquare } from '../transforms/mean-square.js';
import { checkMeans } from './moments.js';

/** Options of {@link scaleByAmsgrad}. */
export interface ScaleByAmsgradOptions {
  /** Decay rate β₁ of the mean of gradients, in [0, 1). Default `0.9`. */
  beta1?: Numeric;
  /** Decay rate β₂ of the mean of squared gradients, in [0, 1). Default `0.999`. */
  beta2?: Numeric;
  /** Term ε added to the denominator, ≥ 0; with 0, elements that had no gradient become NaN. Default `1e-8`. */
  epsilon?: Numeric;
}

const scaling = defineTransform({
  name: 'scaleByAmsgrad',
  state: { m: zeros(), v: zeros(), vMax: zeros() },
  defaults: { beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },

  check: checkMeans,

  scalars: ({ beta1, beta2, epsilon }, t) => ({
    beta2,
    oneMinusBeta1: 1 - beta1,
    oneMinusBeta2: 1 - beta2,
    epsilon,
    mScale: 1 / (1 - beta1 ** t),
    vScale: 1 / (1 - beta2 ** t),
  }),

  update({ grad, m, v, vMax }, { beta2, oneMinusBeta1, oneMinusBeta2, epsilon, mScale, vScale }) {
    const mNext = lerp(m, grad, oneMinusBeta1);
    const vNext = meanSquare(v, grad, beta2, oneMinusBeta2);
    const x = max(vMax, mul(vScale, vNext));
    const direction = div(mul(mScale, mNext), add(sqrt(x), epsilon));
    return { grad: direction, m: mNext, v: vNext, vMax: x };
  },
});

/**
 * The direction of Adam divided by the largest root so far, as `optax.scale_by_amsgrad` gives it.
 *
 *     m ← β₁ m + (1 − β₁) g                 m̂ = m / (1 − β₁ᵗ)
 *     v ← β₂ v + (1 − β₂) g²                x ← max(x, v / (1 − β₂ᵗ))
 *     g ← m̂ / (√x + ε)
 *
 * The maximum is taken of the corrected v̂, where PyTorch and the paper take that of v:
 * `scaleByAdam({ amsgrad: true })` does.
 *
 * @throws {@link OptionError} when an option leaves the range written on it.
 */
export const scaleByAmsgrad = (options: ScaleByAmsgradOptions = {}): Transform =>
  configure(scaling, options);
