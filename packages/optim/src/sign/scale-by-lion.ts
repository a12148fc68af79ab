import {
  configure,
  defineTransform,
  lerp,
  type Numeric,
  sign,
  type Transform,
  zeros,
} from '@nadir/core';
import { checkFraction } from '@nadir/core/internal';

/** Options of {@link scaleByLion}. */
export interface ScaleByLionOptions {
  /** Share β₁ of the mean in the direction, in [0, 1). Default `0.9`. */
  beta1?: Numeric;
  /** Decay rate β₂ of the mean of gradients, in [0, 1). Default `0.99`. */
  beta2?: Numeric;
}

const scaling = defineTransform({
  name: 'scaleByLion',
  state: { m: zeros() },
  defaults: { beta1: 0.9, beta2: 0.99 },
  check(o, where) {
    checkFraction(where, o, 'beta1', 'beta2');
  },
  scalars: ({ beta1, beta2 }) => ({ oneMinusBeta1: 1 - beta1, oneMinusBeta2: 1 - beta2 }),
  update: ({ grad, m }, { oneMinusBeta1, oneMinusBeta2 }) => ({
    grad: sign(lerp(m, grad, oneMinusBeta1)),
    m: lerp(m, grad, oneMinusBeta2),
  }),
});

/**
 * The direction of {@link Lion}, as `optax.scale_by_lion`.
 *
 *     g′ = sign(β₁ m + (1 − β₁) g)
 *     m ← β₂ m + (1 − β₂) g
 *     g ← g′
 *
 * β₁ and β₂ are the options `beta1` and `beta2` of the optimizer, with the given ones as defaults.
 *
 * State: `m`, zeros at first, with the shape of the parameter.
 *
 * @throws {@link OptionError} when an option leaves the range written on it.
 */
export const scaleByLion = (options: ScaleByLionOptions = {}): Transform =>
  configure(scaling, options);
