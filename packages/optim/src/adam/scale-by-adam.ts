import {
  add,
  bind,
  defineTransform,
  div,
  mul,
  type Numeric,
  type Transform,
  zeros,
} from '@nadir/core';
import { checkMeans, momentNumbers } from './moments.js';
import { moveMoments } from './move-moments.js';

/** Arguments of {@link scaleByAdam}. */
export interface ScaleByAdamOptions {
  /** Decay rate β₁ of the mean of gradients, in [0, 1). Default `0.9`. */
  beta1?: Numeric;
  /** Decay rate β₂ of the mean of squared gradients, in [0, 1). Default `0.999`. */
  beta2?: Numeric;
  /** Term ε added to the denominator, > 0. Default `1e-8`. */
  epsilon?: Numeric;
  /** Look one step of the mean ahead. Default `false`. */
  nesterov?: boolean;
  /** Divide by the largest v so far, as `torch.optim.Adam` does. Default `false`. */
  amsgrad?: boolean;
}

const scaling = defineTransform({
  name: 'scaleByAdam',
  state: ({ amsgrad }) => ({ m: zeros(), v: zeros(), vMax: amsgrad && zeros() }),
  defaults: { beta1: 0.9, beta2: 0.999, epsilon: 1e-8, nesterov: false, amsgrad: false },
  check: checkMeans,
  scalars: (o, t) => ({
    ...momentNumbers(o, t),
    ahead: o.beta1 / (1 - o.beta1 ** (t + 1)),
    share: (1 - o.beta1) / (1 - o.beta1 ** t),
  }),
  update(tensors, s, { static: o }) {
    const { mNext, root, means } = moveMoments(tensors, s, o.amsgrad);
    const mHat = o.nesterov
      ? add(mul(s.ahead, mNext), mul(s.share, tensors.grad))
      : mul(s.mScale, mNext);
    return { grad: div(mHat, root), ...means };
  },
});

/**
 * A link of a chain: the direction of Adam, `optax.scale_by_adam`.
 *
 *     m ← β₁ m + (1 − β₁) g                 m̂ = m / (1 − β₁ᵗ)
 *     v ← β₂ v + (1 − β₂) g²                v̂ = v / (1 − β₂ᵗ)
 *     g ← m̂ / (√v̂ + ε)
 *
 * With `nesterov`, m̂ = β₁ m / (1 − β₁ᵗ⁺¹) + (1 − β₁) g / (1 − β₁ᵗ), the form of optax's `nadam`.
 * With `amsgrad`, x ← max(x, v) takes the place of v in v̂; {@link scaleByAmsgrad} has optax's form.
 *
 * @throws {@link OptionError} when an argument leaves the range written on it.
 * @example
 * ```ts
 * const rule = chain(scaleByAdam({ beta1: 0.8 }), scaleByLearningRate(1e-3));
 * ```
 */
export const scaleByAdam = (options: ScaleByAdamOptions = {}): Transform => bind(scaling, options);
