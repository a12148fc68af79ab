import {
  add,
  configure,
  defineTransform,
  lerp,
  max,
  mul,
  type Numeric,
  type Transform,
  zeros,
} from '@nadir/core';
import { checkBoolean, checkOptions } from '@nadir/core/internal';
import { meanSquare } from '../transforms/mean-square.js';
import { checkMeans, directionNumbers, directionOf } from './moments.js';

/** Options of {@link scaleByAdam}. */
export interface ScaleByAdamOptions {
  /** Decay rate β₁ of the mean of gradients, in [0, 1). Default `0.9`. */
  beta1?: Numeric;
  /** Decay rate β₂ of the mean of squared gradients, in [0, 1). Default `0.999`. */
  beta2?: Numeric;
  /** Term ε added to the denominator, ≥ 0; with 0, elements that had no gradient become NaN. Default `1e-8`. */
  epsilon?: Numeric;
  /** Divide by the largest v so far, as `torch.optim.Adam` does. Default `false`. */
  amsgrad?: boolean;
  /** Look one step of the mean ahead. It is settled here, and no option of the optimizer. Default `false`. */
  nesterov?: boolean;
}

/** The direction of Adam, with m̂ or what looks ahead of it. */
const scaling = (nesterov: boolean) =>
  defineTransform({
    name: 'scaleByAdam',
    state: ({ amsgrad }) => ({ m: zeros(), v: zeros(), vMax: amsgrad && zeros() }),
    defaults: { beta1: 0.9, beta2: 0.999, epsilon: 1e-8, amsgrad: false },

    check: checkMeans,

    scalars: (o, t) => ({
      ...directionNumbers(o, t),
      // Times 1 − β₁ᵗ, as the denominator of the direction is.
      ahead: nesterov ? (o.beta1 * (1 - o.beta1 ** t)) / (1 - o.beta1 ** (t + 1)) : 1,
    }),

    update({ grad, m, v, vMax }, s, { static: { amsgrad } }) {
      const mNext = lerp(m, grad, s.oneMinusBeta1);
      const vNext = meanSquare(v, grad, s.beta2, s.oneMinusBeta2);
      const x = amsgrad ? max(vMax, vNext) : vNext;
      const mean = nesterov ? add(mul(s.ahead, mNext), mul(s.oneMinusBeta1, grad)) : mNext;
      return { grad: directionOf(mean, x, s), m: mNext, v: vNext, ...(amsgrad && { vMax: x }) };
    },
  });

const adamScaling = scaling(false);
const nesterovScaling = scaling(true);

/**
 * The direction of Adam, as `optax.scale_by_adam` gives it.
 *
 *     m ← β₁ m + (1 − β₁) g                 m̂ = m / (1 − β₁ᵗ)
 *     v ← β₂ v + (1 − β₂) g²                v̂ = v / (1 − β₂ᵗ)
 *     g ← m̂ / (√v̂ + ε)
 *
 * With `nesterov`, m̂ = β₁ m / (1 − β₁ᵗ⁺¹) + (1 − β₁) g / (1 − β₁ᵗ), the form of optax's `nadam`.
 * With `amsgrad`, x ← max(x, v) takes the place of v in v̂; {@link scaleByAmsgrad} has optax's form.
 *
 * @throws {@link OptionError} when an option leaves the range written on it.
 * @example
 * ```ts
 * const rule = chain(scaleByAdam({ beta1: 0.8 }), scaleByLearningRate(1e-3));
 * ```
 */
export function scaleByAdam(given: ScaleByAdamOptions = {}): Transform {
  checkOptions('scaleByAdam', given);
  const { nesterov = false, ...options } = given;
  checkBoolean('scaleByAdam', { nesterov }, 'nesterov');
  return configure(nesterov ? nesterovScaling : adamScaling, options);
}
