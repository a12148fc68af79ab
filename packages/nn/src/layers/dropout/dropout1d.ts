import type { RandomOptions } from '../random-module.js';
import { ChannelDropout } from './channel-dropout.js';

/**
 * Sets whole channels to zero at random while training, and scales the others: {@link Dropout} with one
 * draw for each example and channel. Neighbours in a channel are alike, so single zeros hide nothing.
 *
 * Inputs have the layout of TensorFlow.js, `[batch, width, channels]`, or
 * `[width, channels]` for one example; PyTorch has the channels before the width.
 * p = 0 and evaluation give the input, p = 1 zeros. As in PyTorch, an infinite or NaN element of a
 * dropped channel is NaN.
 *
 * Paper: Tompson et al., CVPR 2015, https://arxiv.org/abs/1411.4280
 *
 * @throws {@link OptionError} when p is outside of [0, 1].
 * @throws {@link TensorError} in `forward`, when the input has another number of axes.
 * @example
 * ```ts
 * const y = new Dropout1d(0.2).forward(ones([8, 100, 16]));
 * ```
 */
export class Dropout1d extends ChannelDropout {
  /** @param p Share of channels to drop, in [0, 1]. Default `0.5`. */
  constructor(p = 0.5, options: RandomOptions = {}) {
    super('Dropout1d', p, options, ['width']);
  }
}
