import { type RandomDraw, threefry } from '@nadir/core';
import { type Tensor, tensor4d, where } from '@tensorflow/tfjs-core';
import { cutBox } from './cut-box.js';
import { Mixing, type MixingOptions } from './mixing.js';

/**
 * Puts a box of another image of the batch into each image while training, and blends their targets by
 * the area of it:
 *
 *     x ← x′ in the box       t ← λ t + (1 − λ) t′       one box for the batch
 *
 * The box has √(1 − λ) of height and width, with λ from Beta(α, α), and its centre is anywhere; where it
 * reaches beyond the image it is cut off, and λ is what is left of the own image. x′ are the images of the
 * batch in random order. Draws are made on the host. In evaluation a batch stays as it is. The boxes are
 * those of timm; in the code of the paper a box with an odd side is one smaller.
 *
 * Paper: Yun et al., ICCV 2019, https://arxiv.org/abs/1905.04899
 *
 * @throws {@link OptionError} when α is not above 0.
 * @throws {@link TensorError} in `forward`, when images or targets do not fit.
 * @example
 * ```ts
 * const labels = oneHot([2, 0], 3, 1, 0, 'float32');
 * const { inputs, targets } = new CutMix().forward(ones([2, 28, 28, 1]), labels);
 * ```
 */
export class CutMix extends Mixing {
  protected override readonly layout = ['batch', 'height', 'width', 'channels'];

  constructor(options: MixingOptions = {}) {
    super('CutMix', options);
  }

  protected mix(inputs: Tensor, others: Tensor, share: number, draw: RandomDraw) {
    const [, height, width] = inputs.shape as [number, number, number, number];
    const words = threefry(draw.key, draw.stream, 1, draw.step);
    const [y, x] = words.map((word) => word / 2 ** 32) as [number, number];
    const { box, left } = cutBox([height, width], share, [
      Math.floor(y * height),
      Math.floor(x * width),
    ]);
    const [top, bottom, start, end] = box;
    const mask = new Uint8Array(height * width);
    for (let row = top; row < bottom; row++) mask.fill(1, row * width + start, row * width + end);
    const isOther = tensor4d(mask, [1, height, width, 1], 'bool');
    return { inputs: where(isOther, others, inputs), share: left };
  }
}
