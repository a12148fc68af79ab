import { checkBoolean, checkOptions } from '@nadir/core/internal';
import type { RandomOptions } from '../random-module.js';
import { SharedDropout } from './shared-dropout.js';

/** Options of {@link DropPath}. */
export interface DropPathOptions extends RandomOptions {
  /** Whether kept examples are divided by 1 − p. Default `true`. */
  scaleByKeep?: boolean;
}

/**
 * Stochastic depth: drops a whole branch of a residual block for some of the examples, while training.
 *
 *     y = 0 if u < p, else x / (1 − p)       u uniform in [0, 1), new for each example and call
 *
 * It stands at the end of the branch, before the sum. p = 0 and evaluation give the input, p = 1 zeros.
 * As in PyTorch, an infinite or NaN element of a dropped example is NaN.
 *
 * Paper: Huang et al., ECCV 2016, https://arxiv.org/abs/1603.09382
 *
 * @throws {@link OptionError} when p or an option leaves its range.
 * @throws {@link TensorError} in `forward`, when the input has no axis of examples.
 * @example
 * ```ts
 * class Block extends Module {
 *   readonly branch = new Sequential(new Linear(8, 8), new ReLU(), new DropPath(0.1));
 *   forward(x: Tensor): Tensor {
 *     return tidy(() => add(x, this.branch.forward(x)));
 *   }
 * }
 * ```
 */
export class DropPath extends SharedDropout {
  /** Whether kept examples are divided by 1 − p. */
  readonly scaleByKeep: boolean;

  /** @param p Share of examples to drop, in [0, 1]. Default `0`, as in timm. */
  constructor(p = 0, options: DropPathOptions = {}) {
    checkOptions('DropPath', options);
    const { scaleByKeep = true, ...others } = options;
    checkBoolean('DropPath', { scaleByKeep }, 'scaleByKeep');
    super('DropPath', p, others);
    this.scaleByKeep = scaleByKeep;
  }

  protected override maskScalars(): { p: number; scale: number } {
    return this.scaleByKeep ? super.maskScalars() : { p: this.p, scale: 1 };
  }

  protected override expectedLayout(rank: number): string | undefined {
    return rank === 0 ? '[batch, …]' : undefined;
  }

  protected maskShape(shape: readonly number[]): number[] {
    return shape.map((size, axis) => (axis === 0 ? size : 1));
  }
}
