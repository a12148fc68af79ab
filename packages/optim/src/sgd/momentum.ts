import { add, bind, defineTransform, mul, type Numeric, type Transform, zeros } from '@nadir/core';
import { checkFraction } from '@nadir/core/internal';

/** Arguments of {@link momentum} beside its factor. */
export interface MomentumOptions {
  /** Look one step of the buffer ahead. Default `false`. */
  nesterov?: boolean;
}

const tracing = defineTransform({
  name: 'momentum',
  state: { buffer: zeros() },
  defaults: { momentum: 0.9, nesterov: false },
  check(o, where) {
    checkFraction(where, o, 'momentum');
  },
  scalars: (o) => ({ mu: o.momentum }),
  update({ grad, buffer }, { mu }, { static: o }) {
    const next = add(grad, mul(mu, buffer));
    return { grad: o.nesterov ? add(grad, mul(mu, next)) : next, buffer: next };
  },
});

/**
 * A link of a chain: the sum of decaying gradients, `optax.trace`.
 *
 *     b ← g + μ b
 *     g ← b,  or g + μ b                    with `nesterov`
 *
 * @param factor Factor μ of the buffer, in [0, 1). Default `0.9`.
 * @throws {@link OptionError} when an argument leaves the range written on it.
 */
export const momentum = (factor: Numeric = 0.9, options: MomentumOptions = {}): Transform =>
  bind(tracing, { ...options, momentum: factor });
