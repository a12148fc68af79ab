import {
  add,
  bind,
  bits,
  defineTransform,
  mul,
  type Numeric,
  type Transform,
  threefry,
} from '@nadir/core';
import { checkNonNegative, checkUint32, normalDeviate, parameterIndex } from '@nadir/core/internal';

/** Arguments of {@link addNoise}. */
export interface AddNoiseOptions {
  /** Variance η of the noise at the first step, ≥ 0. Default `0.01`. */
  eta?: Numeric;
  /** Exponent γ by which it falls, ≥ 0. Default `0.55`. */
  gamma?: Numeric;
  /** Where the noise comes from, an integer in [0, 2³²). Default `0`. */
  seed?: number;
}

const noising = defineTransform({
  name: 'addNoise',
  defaults: { eta: 0.01, gamma: 0.55, seed: 0 },
  check(o, where) {
    checkNonNegative(where, o, 'eta', 'gamma');
    checkUint32(where, o, 'seed');
  },
  scalars: ({ eta, gamma }, t) => ({ deviation: Math.sqrt(eta / t ** gamma) }),
  // A key of its own, so that layers with the same seed draw other bits.
  random: ({ seed }, t) => ({
    key: threefry(seed, 0x6e6f6973, 0, 0)[0],
    radius: 2 * t,
    angle: 2 * t + 1,
  }),
  update({ grad }, { deviation }, { random: { key, radius, angle, [parameterIndex]: index } }) {
    const deviate = normalDeviate(bits(key, index, radius), bits(key, index, angle));
    return { grad: add(grad, mul(deviation, deviate)) };
  },
});

/**
 * Adds normal noise to gradients, in front of an optimizer's rule. At step t = 1, 2, … of the parameter:
 *
 *     g ← g + N(0, η / tᵞ)
 *
 * Each element has noise of its own, from Threefry bits: the same seed gives the same noise on every backend, and no
 * tensor of it is made. The distribution is that of `optax.add_noise`, the numbers are others.
 *
 * Its arguments are fixed here and are no options of the optimizer. Numbers may be schedules.
 *
 * Paper: Neelakantan et al. 2015, https://arxiv.org/abs/1511.06807, where η is 0.01, 0.3 or 1
 * @throws {@link OptionError} when an argument leaves the range written on it.
 * @example
 * ```ts
 * const optimizer = new Optimizer(chain(addNoise({ eta: 0.3, seed: 1 }), Adam.rule), model);
 * ```
 */
export const addNoise = (options: AddNoiseOptions = {}): Transform => bind(noising, options);
