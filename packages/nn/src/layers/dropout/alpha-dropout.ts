import { add, bits, execute, less, mul, type RandomDraw, trace, uniform, where } from '@nadir/core';
import { customGrad, type Tensor } from '@tensorflow/tfjs-core';
import type { RandomOptions } from '../random-module.js';
import { drop } from './dropout.js';
import { ProbabilityLayer } from './probability-layer.js';

/**
 * Dropout for networks of SELUs, which keeps mean 0 and variance 1:
 *
 *     y = a α′ + b if u < p, else a x + b       u uniform in [0, 1), new for each element and call
 *     α′ = −1.7580993…, the limit of SELU at −∞
 *     a = 1 / √((1 − p) (1 + p α′²))            b = −a α′ p
 *
 * In evaluation it gives its input. p = 0 does so too; p = 1 gives exact zeros, also as gradient. It
 * takes one kernel, and its gradient one with the same counters.
 *
 * Paper: Klambauer et al., NeurIPS 2017, https://arxiv.org/abs/1706.02515
 *
 * @throws {@link OptionError} when p is outside of [0, 1].
 * @example
 * ```ts
 * const model = new Sequential(new Linear(8, 8, { initial: kaimingNormal(1) }), new AlphaDropout(0.1));
 * ```
 */
export class AlphaDropout extends ProbabilityLayer {
  /** @param p Share of elements to drop, in [0, 1]. Default `0.5`. */
  constructor(p = 0.5, options: RandomOptions = {}) {
    super('AlphaDropout', p, options);
  }

  protected change(x: Tensor, draw: RandomDraw): Tensor {
    const { p } = this;
    const { a, b, dropped } = alphaScalars(p);
    const changed: (x: Tensor) => Tensor = customGrad((x) => ({
      value: execute(alphaDropoutProgram, {
        tensors: { x: x as Tensor },
        scalars: { p, a, b, dropped, ...draw },
      }).y as Tensor,
      // Where elements are kept the slope is a.
      gradFunc: (dy) => drop(dy, { p, scale: a, ...draw }),
    }));
    return changed(x);
  }
}

const alphaDropoutProgram = trace(
  {
    name: 'AlphaDropout',
    tensors: ['x'],
    scalars: ['p', 'a', 'b', 'dropped'],
    integers: ['key', 'stream', 'step'],
  },
  ({ x, p, a, b, dropped, key, stream, step }) => ({
    y: where(less(uniform(bits(key, stream, step)), p), dropped, add(mul(x, a), b)),
  }),
);

/** The limit α′ of SELU at −∞: −λ α, with the constants of its paper. */
const limit = -1.0507009873554805 * 1.6732632423543772;

/** The numbers of {@link AlphaDropout} for p. With p = 1 everything is 0. */
export function alphaScalars(p: number): { a: number; b: number; dropped: number } {
  if (p === 1) return { a: 0, b: 0, dropped: 0 };
  const a = 1 / Math.sqrt((1 - p) * (1 + p * limit ** 2));
  const b = -a * limit * p;
  return { a, b, dropped: a * limit + b };
}
