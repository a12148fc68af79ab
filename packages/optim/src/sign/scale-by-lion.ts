import { bind, defineTransform, type Numeric, type Transform, zeros } from '@nadir/core';
import { checkFraction } from '@nadir/core/internal';
import { moveLion } from './move-lion.js';

/** Arguments of {@link scaleByLion}. */
export interface ScaleByLionOptions {
  /** Weight β₁ of the mean in the direction, in [0, 1). Default `0.9`. */
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
  update(tensors, scalars) {
    const { direction, m } = moveLion(tensors, scalars);
    return { grad: direction, m };
  },
});

/**
 * A link of a chain: the direction of Lion, `optax.scale_by_lion`.
 *
 *     g ← sign(β₁ m + (1 − β₁) g)           m ← β₂ m + (1 − β₂) g, with g as it was
 *
 * @throws {@link OptionError} when an argument leaves the range written on it.
 */
export const scaleByLion = (options: ScaleByLionOptions = {}): Transform => bind(scaling, options);
