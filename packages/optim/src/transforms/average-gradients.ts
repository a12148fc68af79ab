import { bind, defineTransform, lerp, mul, type Numeric, type Transform, zeros } from '@nadir/core';
import { checkFraction } from '@nadir/core/internal';

/** Arguments of {@link averageGradients} beside its decay. */
export interface AverageGradientsOptions {
  /** Divide the mean by 1 − βᵗ. Default `true`. */
  biasCorrection?: boolean;
}

const averaging = defineTransform({
  name: 'averageGradients',
  state: { m: zeros() },
  defaults: { beta: 0.9, biasCorrection: true },
  check(o, where) {
    checkFraction(where, o, 'beta');
  },
  scalars: ({ beta }, t) => ({ oneMinusBeta: 1 - beta, correction: 1 / (1 - beta ** t) }),
  update({ grad, m }, { oneMinusBeta, correction }, { static: o }) {
    const mNext = lerp(m, grad, oneMinusBeta);
    return { grad: o.biasCorrection ? mul(correction, mNext) : mNext, m: mNext };
  },
});

/**
 * The running mean of gradients, as `optax.ema`.
 *
 *     m ← β m + (1 − β) g
 *     g ← m / (1 − βᵗ),  or m               without `biasCorrection`
 *
 * Its arguments are fixed here and are no options of the optimizer. Numbers may be schedules.
 *
 * State: `m`, zeros at first, with the shape of the parameter.
 *
 * @param beta Decay rate β, in [0, 1). Default `0.9`.
 * @throws {@link OptionError} when an argument leaves the range written on it.
 */
export const averageGradients = (
  beta: Numeric = 0.9,
  options: AverageGradientsOptions = {},
): Transform => bind(averaging, { ...options, beta });
