import { Module } from '@nadir/core';
import { relu, type Tensor } from '@tensorflow/tfjs-core';

/**
 * The rectifier: max(x, 0) of each element. Its gradient at 0 is 0, as in PyTorch.
 *
 * @example
 * ```ts
 * new ReLU().forward(tensor([-1, 2])).print(); // [0, 2]
 * ```
 */
export class ReLU extends Module {
  forward(x: Tensor): Tensor {
    return relu(x);
  }
}
