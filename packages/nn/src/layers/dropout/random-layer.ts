import { type RandomDraw, TensorError } from '@nadir/core';
import { clone, type Tensor } from '@tensorflow/tfjs-core';
import { RandomModule, type RandomOptions } from '../random-module.js';

/** A layer that changes its input at random while training, and gives it as it is in evaluation. */
export abstract class RandomLayer extends RandomModule {
  /** Name of the class, for messages. */
  readonly #where: string;

  constructor(where: string, options: RandomOptions) {
    super(where, options);
    this.#where = where;
  }

  forward(x: Tensor): Tensor {
    if (x.dtype !== 'float32') {
      throw new TensorError(
        `${this.#where}.forward: got ${x.dtype} [${x.shape}], expected float32.`,
      );
    }
    const layout = this.expectedLayout?.(x.rank);
    if (layout !== undefined) {
      throw new TensorError(`${this.#where}.forward: got [${x.shape}], expected ${layout}.`);
    }
    if (!this.training || this.isIdentity()) return clone(x);
    return this.draw((draw) => this.change(x, draw));
  }

  /** The layout that is expected where an input cannot have this number of axes; `undefined` where it can. */
  protected expectedLayout?(rank: number): string | undefined;

  /** Whether there is nothing to draw, as for p = 0. */
  protected abstract isIdentity(): boolean;

  /** What becomes of the input. */
  protected abstract change(x: Tensor, draw: RandomDraw): Tensor;
}
