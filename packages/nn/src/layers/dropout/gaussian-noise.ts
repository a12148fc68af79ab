import { type RandomDraw, randomNormal } from '@nadir/core';
import { checkNonNegative } from '@nadir/core/internal';
import { add, type Tensor, tidy } from '@tensorflow/tfjs-core';
import type { RandomOptions } from '../random-module.js';
import { RandomLayer } from './random-layer.js';

/**
 * Adds normally distributed numbers while training:
 *
 *     y = x + ξ       ξ from N(0, σ²), new for each element and call
 *
 * σ = 0 and evaluation give the input. ξ is made on the host, see {@link randomNormal}.
 *
 * @throws {@link OptionError} when σ leaves its range.
 * @example
 * ```ts
 * const model = new Sequential(new GaussianNoise(0.1), new Linear(8, 4));
 * ```
 */
export class GaussianNoise extends RandomLayer {
  /** σ, ≥ 0. */
  readonly standardDeviation: number;

  /** @param standardDeviation σ, a finite number ≥ 0. */
  constructor(standardDeviation: number, options: RandomOptions = {}) {
    checkNonNegative('GaussianNoise', { standardDeviation }, 'standardDeviation');
    super('GaussianNoise', options);
    this.standardDeviation = standardDeviation;
  }

  protected isIdentity(): boolean {
    return this.standardDeviation === 0;
  }

  protected change(x: Tensor, draw: RandomDraw): Tensor {
    return tidy(() => add(x, randomNormal(x.shape, draw, 0, this.standardDeviation)));
  }
}
