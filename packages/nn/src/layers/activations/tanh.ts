import { Module } from '@nadir/core';
import { type Tensor, tanh } from '@tensorflow/tfjs-core';

/**
 * The hyperbolic tangent of each element, in (−1, 1).
 *
 * @example
 * ```ts
 * new Tanh().forward(tensor([-1, 0, 1])).print(); // [-0.76, 0, 0.76]
 * ```
 */
export class Tanh extends Module {
  forward(x: Tensor): Tensor {
    return tanh(x);
  }
}
