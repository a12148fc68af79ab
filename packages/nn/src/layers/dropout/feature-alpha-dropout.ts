import { bits, execute, less, type RandomDraw, trace, uniform, where } from '@nadir/core';
import { add, mul, type Tensor, tidy } from '@tensorflow/tfjs-core';
import type { RandomOptions } from '../random-module.js';
import { alphaScalars } from './alpha-dropout.js';
import { ProbabilityLayer } from './probability-layer.js';

/**
 * {@link AlphaDropout} of whole channels: u is drawn for each example and channel. Inputs have the layout
 * of TensorFlow.js, `[batch, …, channels]`; PyTorch has the channels second. As there, an infinite or NaN
 * element of a dropped channel is NaN.
 *
 * @throws {@link OptionError} when p is outside of [0, 1].
 * @throws {@link TensorError} in `forward`, when the input has fewer than two axes.
 * @example
 * ```ts
 * const y = new FeatureAlphaDropout(0.1).forward(ones([8, 28, 28, 16]));
 * ```
 */
export class FeatureAlphaDropout extends ProbabilityLayer {
  /** @param p Share of channels to drop, in [0, 1]. Default `0.5`. */
  constructor(p = 0.5, options: RandomOptions = {}) {
    super('FeatureAlphaDropout', p, options);
  }

  protected override expectedLayout(rank: number): string | undefined {
    return rank < 2 ? '[batch, …, channels]' : undefined;
  }

  protected change(x: Tensor, draw: RandomDraw): Tensor {
    const shape = x.shape.map((size, axis) => (axis === 0 || axis === x.rank - 1 ? size : 1));
    const scalars = { p: this.p, ...alphaScalars(this.p), ...draw };
    return tidy(() => {
      const { factor, offset } = execute(channelProgram, { tensors: {}, scalars, shape });
      return add(mul(x, factor as Tensor), offset as Tensor);
    });
  }
}

/** What each channel is multiplied by, and what is added. */
const channelProgram = trace(
  {
    name: 'FeatureAlphaDropout',
    scalars: ['p', 'a', 'b', 'dropped'],
    integers: ['key', 'stream', 'step'],
  },
  ({ p, a, b, dropped, key, stream, step }) => {
    const isDropped = less(uniform(bits(key, stream, step)), p);
    return { factor: where(isDropped, 0, a), offset: where(isDropped, dropped, b) };
  },
);
