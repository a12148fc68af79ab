import type { Tensor } from '@tensorflow/tfjs-core';
import { blend, Mixing, type MixingOptions } from './mixing.js';

/**
 * Blends each example of a batch with another one, and their targets alike, while training:
 *
 *     x ← λ x + (1 − λ) x′       t ← λ t + (1 − λ) t′       λ from Beta(α, α), one for the batch
 *
 * x′ are the examples of the batch in random order, as in the code of the paper; timm takes them from
 * behind, torchvision one further. Draws are made on the host. In evaluation a batch stays as it is. Like every
 * module it can be part of a model, which then saves its stream and count.
 *
 * Paper: Zhang et al., ICLR 2018, https://arxiv.org/abs/1710.09412
 *
 * @throws {@link OptionError} when α is not above 0.
 * @throws {@link TensorError} in `forward`, when inputs or targets do not fit.
 * @example
 * ```ts
 * const mixup = new Mixup({ alpha: 0.2 });
 * const labels = oneHot([2, 0], 3, 1, 0, 'float32');
 * const { inputs, targets } = mixup.forward(ones([2, 8]), labels);
 * ```
 */
export class Mixup extends Mixing {
  constructor(options: MixingOptions = {}) {
    super('Mixup', options);
  }

  protected mix(inputs: Tensor, others: Tensor, share: number) {
    return { inputs: blend(inputs, others, share), share };
  }
}
