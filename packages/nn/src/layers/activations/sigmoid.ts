import { Module } from '@nadir/core';
import { sigmoid, type Tensor } from '@tensorflow/tfjs-core';

/**
 * The logistic function 1 / (1 + e⁻ˣ) of each element, in (0, 1).
 *
 * @example
 * ```ts
 * new Sigmoid().forward(tensor([-1, 0, 1])).print(); // [0.27, 0.5, 0.73]
 * ```
 */
export class Sigmoid extends Module {
  forward(x: Tensor): Tensor {
    return sigmoid(x);
  }
}
