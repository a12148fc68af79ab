import {
  add,
  bind,
  defineTransform,
  div,
  lerp,
  max,
  mul,
  type Numeric,
  sqrt,
  square,
  type Transform,
  zeros,
} from '@nadir/core';
import { checkMeans, momentNumbers } from './moments.js';

/** Arguments of {@link scaleByAmsgrad}. */
export interface ScaleByAmsgradOptions {
  /** Decay rate β₁ of the mean of gradients, in [0, 1). Default `0.9`. */
  beta1?: Numeric;
  /** Decay rate β₂ of the mean of squared gradients, in [0, 1). Default `0.999`. */
  beta2?: Numeric;
  /** Term ε added to the denominator, > 0. Default `1e-8`. */
  epsilon?: Numeric;
}

const scaling = defineTransform({
  name: 'scaleByAmsgrad',
  state: { m: zeros(), v: zeros(), vMax: zeros() },
  defaults: { beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
  check: checkMeans,
  scalars: (o, t) => ({ ...momentNumbers(o, t), vCorrection: 1 / (1 - o.beta2 ** t) }),
  update({ grad, m, v, vMax }, s) {
    const mNext = lerp(m, grad, s.oneMinusBeta1);
    const vNext = lerp(v, square(grad), s.oneMinusBeta2);
    const vMaxNext = max(vMax, mul(s.vCorrection, vNext));
    const root = add(sqrt(vMaxNext), s.epsilon);
    return { grad: div(mul(s.mScale, mNext), root), m: mNext, v: vNext, vMax: vMaxNext };
  },
});

/**
 * A link of a chain: the direction of Adam divided by the largest root so far,
 * `optax.scale_by_amsgrad`.
 *
 *     m ← β₁ m + (1 − β₁) g                 m̂ = m / (1 − β₁ᵗ)
 *     v ← β₂ v + (1 − β₂) g²                x ← max(x, v / (1 − β₂ᵗ))
 *     g ← m̂ / (√x + ε)
 *
 * The maximum is taken of the corrected v̂, where PyTorch and the paper take that of v:
 * `scaleByAdam({ amsgrad: true })` does.
 *
 * @throws {@link OptionError} when an argument leaves the range written on it.
 */
export const scaleByAmsgrad = (options: ScaleByAmsgradOptions = {}): Transform =>
  bind(scaling, options);
