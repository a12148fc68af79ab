import { bits, execute, less, mul, type RandomDraw, trace, uniform, where } from '@nadir/core';
import { customGrad, type Tensor } from '@tensorflow/tfjs-core';
import type { RandomOptions } from '../random-module.js';
import { ProbabilityLayer } from './probability-layer.js';

/**
 * Sets elements to zero at random while training, and scales the others so that the mean stays:
 *
 *     y = 0 if u < p, else x / (1 − p)       u uniform in [0, 1), new for each element and call
 *
 * In evaluation it gives its input. p = 0 does so too; p = 1 gives exact zeros, also as gradient.
 *
 * u comes from the layer's own random stream, so layers do not disturb each other. No mask is kept:
 * the gradient runs the same kernel with the same counters on the gradient of y. The stream and the
 * count of calls are in the state dict, so a resumed run draws the masks it would have drawn.
 *
 * Dropped elements are 0 whatever they were. PyTorch multiplies by the mask, which makes NaN of
 * dropped infinities and NaNs.
 *
 * Paper: Srivastava et al., JMLR 15, 2014, https://jmlr.org/papers/v15/srivastava14a.html
 *
 * @throws {@link OptionError} when p is outside of [0, 1].
 * @example
 * ```ts
 * const layer = new Dropout(0.5);
 * layer.forward(ones([4])).print(); // zeros and twos
 * layer.eval().forward(ones([4])).print(); // ones
 * ```
 */
export class Dropout extends ProbabilityLayer {
  /** @param p Share of elements to drop, in [0, 1]. Default `0.5`. */
  constructor(p = 0.5, options: RandomOptions = {}) {
    super('Dropout', p, options);
  }

  protected change(x: Tensor, draw: RandomDraw): Tensor {
    return drop(x, { ...dropoutScalars(this.p), ...draw });
  }
}

/** What {@link Dropout} computes, on symbols. */
export const dropoutProgram = trace(
  {
    name: 'Dropout',
    tensors: ['x'],
    scalars: ['p', 'scale'],
    integers: ['key', 'stream', 'step'],
  },
  ({ x, p, scale, key, stream, step }) => ({
    y: where(less(uniform(bits(key, stream, step)), p), 0, mul(x, scale)),
  }),
);

/** The numbers of {@link dropoutProgram} for p. With p = 1 nothing is left to scale. */
export const dropoutScalars = (p: number) => ({ p, scale: p === 1 ? 0 : 1 / (1 - p) });

/** x where elements are kept, times a scale, and 0 elsewhere, in one kernel; so is its gradient. */
export function drop(x: Tensor, scalars: RandomDraw & { p: number; scale: number }): Tensor {
  const mask = (x: Tensor) =>
    execute(dropoutProgram, { tensors: { x }, scalars: { ...scalars } }).y as Tensor;
  // The gradient is the same linear map, so its own gradient is too.
  const masked: (x: Tensor) => Tensor = customGrad((x) => ({
    value: mask(x as Tensor),
    gradFunc: (dy) => masked(dy),
  }));
  return masked(x);
}
