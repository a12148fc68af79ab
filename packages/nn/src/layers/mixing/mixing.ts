import { type RandomDraw, TensorError } from '@nadir/core';
import { checkOptions, checkPositive } from '@nadir/core/internal';
import { add, clone, gather, mul, type Tensor, tensor1d, tidy } from '@tensorflow/tfjs-core';
import { permutation } from '../../random/permutation.js';
import { symmetricBeta } from '../../random/symmetric-beta.js';
import { RandomModule, type RandomOptions } from '../random-module.js';

/** Options of {@link Mixup} and {@link CutMix}. */
export interface MixingOptions extends RandomOptions {
  /** Parameter α of the distribution of shares, > 0; small ones change little. Default `1`, even. */
  alpha?: number;
}

/** A batch of mixed examples. The caller disposes of both tensors. */
export type MixedBatch = { readonly inputs: Tensor; readonly targets: Tensor };

/** Mixes each example of a batch with another one while training. */
export abstract class Mixing extends RandomModule<[Tensor, Tensor], MixedBatch> {
  /** Parameter α of the distribution of shares. */
  readonly alpha: number;
  /** Name of the class, for messages. */
  readonly #where: string;

  constructor(where: string, options: MixingOptions) {
    checkOptions(where, options);
    const { alpha = 1, ...others } = options;
    checkPositive(where, { alpha }, 'alpha');
    super(where, others);
    this.alpha = alpha;
    this.#where = where;
  }

  /**
   * @param inputs float32 `[batch, …]`.
   * @param targets float32 `[batch, …]`, such as the probability of each class.
   */
  forward(inputs: Tensor, targets: Tensor): MixedBatch {
    this.#check(inputs, targets);
    if (!this.training) return { inputs: clone(inputs), targets: clone(targets) };
    return this.draw((draw) =>
      tidy(() => {
        const share = symmetricBeta(this.alpha, draw, 0);
        const order = tensor1d(permutation(inputs.shape[0] as number, draw, 2), 'int32');
        const mixed = this.mix(inputs, gather(inputs, order), share, draw);
        return {
          inputs: mixed.inputs,
          targets: blend(targets, gather(targets, order), mixed.share),
        };
      }),
    );
  }

  /** The mixed inputs, and the share that each example has kept of itself: about the one given. */
  protected abstract mix(
    inputs: Tensor,
    others: Tensor,
    share: number,
    draw: RandomDraw,
  ): { readonly inputs: Tensor; readonly share: number };

  /** Names of the axes of inputs, where they have to be certain ones. */
  protected readonly layout?: readonly string[];

  #check(inputs: Tensor, targets: Tensor): void {
    const written = ({ dtype, shape }: Tensor) => `${dtype} [${shape}]`;
    const { rank, shape } = inputs;
    const { layout } = this;
    if (inputs.dtype !== 'float32' || (layout ? rank !== layout.length : rank === 0)) {
      const expected = layout?.join(', ') ?? 'batch, …';
      throw new TensorError(
        `${this.#where}.forward: got inputs ${written(inputs)}, expected float32 [${expected}].`,
      );
    }
    if (targets.dtype !== 'float32' || targets.shape[0] !== shape[0]) {
      throw new TensorError(
        `${this.#where}.forward: got targets ${written(targets)}, expected float32 [${shape[0]}, …]. ` +
          "Pass `oneHot(labels, classes, 1, 0, 'float32')` for classes.",
      );
    }
  }
}

/** λ x + (1 − λ) x′. */
export const blend = (x: Tensor, others: Tensor, share: number): Tensor =>
  add(mul(x, share), mul(others, 1 - share));
