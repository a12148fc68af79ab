import {
  add,
  bind,
  defineTransform,
  div,
  max,
  mul,
  type Numeric,
  type Transform,
} from '@nadir/core';
import { checkNonNegative, checkPositive } from '@nadir/core/internal';
import { norm, trusted } from './trust-ratio.js';

/** Arguments of {@link scaleByTrustRatio}. */
export interface ScaleByTrustRatioOptions {
  /** Least norm, taken in the place of a smaller one, ≥ 0. Default `0`. */
  minimumNorm?: Numeric;
  /** Factor η, > 0. Default `1`. */
  trustCoefficient?: Numeric;
  /** Term ε added to the norm of the direction, ≥ 0. Default `0`. */
  epsilon?: Numeric;
}

const scaling = defineTransform({
  name: 'scaleByTrustRatio',
  defaults: { minimumNorm: 0, trustCoefficient: 1, epsilon: 0 },
  check(o, where) {
    checkNonNegative(where, o, 'minimumNorm', 'epsilon');
    checkPositive(where, o, 'trustCoefficient');
  },
  scalars: ({ minimumNorm, trustCoefficient, epsilon }) => ({
    minimumNorm,
    trustCoefficient,
    epsilon,
  }),
  update({ param, grad }, { minimumNorm, trustCoefficient, epsilon }) {
    const paramNorm = max(norm(param), minimumNorm);
    const gradNorm = max(norm(grad), minimumNorm);
    const ratio = div(mul(trustCoefficient, paramNorm), add(gradNorm, epsilon));
    return { grad: mul(grad, trusted(ratio, paramNorm, gradNorm)) };
  },
});

/**
 * Makes steps as long as the parameter is large, as `optax.scale_by_trust_ratio`: the heart of LAMB and LARS.
 *
 *     g ← η ‖θ‖ / (‖g‖ + ε) · g             where neither norm is 0
 *
 * Norms are taken over all elements of one parameter.
 *
 * Its arguments are fixed here and are no options of the optimizer. Numbers may be schedules.
 *
 * @throws {@link OptionError} when an argument leaves the range written on it.
 */
export const scaleByTrustRatio = (options: ScaleByTrustRatioOptions = {}): Transform =>
  bind(scaling, options);
