import { type RandomDraw, randomNormal } from '@nadir/core';
import { checkFraction } from '@nadir/core/internal';
import { mul, type Tensor, tidy } from '@tensorflow/tfjs-core';
import type { RandomOptions } from '../random-module.js';
import { RandomLayer } from './random-layer.js';

/**
 * Multiplies by normally distributed numbers while training, as dropout does by zeros and 1 / (1 − p):
 *
 *     y = x ξ       ξ from N(1, p / (1 − p)), new for each element and call
 *
 * Mean and variance are those of {@link Dropout}. p = 0 and evaluation give the input; with p = 1 the
 * variance would be infinite. ξ is made on the host, see {@link randomNormal}.
 *
 * Paper: Srivastava et al., JMLR 15, 2014, section 10, https://jmlr.org/papers/v15/srivastava14a.html
 *
 * @throws {@link OptionError} when p is outside of [0, 1).
 * @example
 * ```ts
 * const y = new GaussianDropout(0.2).forward(ones([8]));
 * ```
 */
export class GaussianDropout extends RandomLayer {
  /** Share p of the {@link Dropout} with the same variance, in [0, 1). */
  readonly p: number;

  /** @param p Share p of the {@link Dropout} with the same variance, in [0, 1). Default `0.5`. */
  constructor(p = 0.5, options: RandomOptions = {}) {
    checkFraction('GaussianDropout', { p }, 'p');
    super('GaussianDropout', options);
    this.p = p;
  }

  protected isIdentity(): boolean {
    return this.p === 0;
  }

  protected change(x: Tensor, draw: RandomDraw): Tensor {
    const { p } = this;
    return tidy(() => mul(x, randomNormal(x.shape, draw, 1, Math.sqrt(p / (1 - p)))));
  }
}
