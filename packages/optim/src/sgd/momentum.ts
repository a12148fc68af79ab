import {
  add,
  configure,
  defineTransform,
  mul,
  type Numeric,
  type Transform,
  zeros,
} from '@nadir/core';
import { checkBoolean, checkNonNegative, checkOptions } from '@nadir/core/internal';

/** Options of {@link momentum} beside its factor. */
export interface MomentumOptions {
  /** Look one step of the buffer ahead. It is fixed here, and no option of the optimizer. Default `false`. */
  nesterov?: boolean;
}

const buffering = (nesterov: boolean) =>
  defineTransform({
    name: 'momentum',
    state: ({ momentum }) => ({ buffer: momentum && zeros() }),
    defaults: { momentum: 0.9 },
    check(o, where) {
      checkNonNegative(where, o, 'momentum');
    },
    scalars: ({ momentum }) => ({ momentum }),
    update({ grad, buffer }, { momentum }, { static: s }) {
      if (!s.momentum) return {};
      const next = add(grad, mul(momentum, buffer));
      return { grad: nesterov ? add(grad, mul(momentum, next)) : next, buffer: next };
    },
  });

/**
 * A buffer that sums decaying gradients, or what transforms before it made of them, as `optax.trace`.
 *
 *     b ← g + μ b
 *     g ← b,  or g + μ b                    with `nesterov`
 *
 * μ is the option `momentum` of the optimizer. A chain with two buffers of different μ needs {@link bind} around
 * one of them.
 *
 * State: `buffer` b, zeros at first, with the shape of the parameter; none where μ is 0.
 *
 * @param factor Default μ, ≥ 0. Default `0.9`.
 * @throws {@link OptionError} when an argument leaves the range written on it.
 */
export function momentum(factor: Numeric = 0.9, given: MomentumOptions = {}): Transform {
  checkOptions('momentum', given);
  const { nesterov = false, ...unknown } = given;
  checkBoolean('momentum', { nesterov }, 'nesterov');
  return configure(buffering(nesterov), { ...unknown, momentum: factor });
}
