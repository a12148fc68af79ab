import { customGrad, mul, type Tensor } from '@tensorflow/tfjs-core';

/**
 * A number with a gradient that is computed as such, not by differentiating each op: where that would
 * be 0 / 0, or would go through an iteration. It has no second gradient.
 */
export function withGradient(
  value: (w: Tensor) => Tensor,
  gradient: (w: Tensor) => Tensor,
): (w: Tensor) => Tensor {
  return customGrad((given, save) => {
    const w = given as Tensor;
    (save as (tensors: Tensor[]) => void)([w]);
    return {
      value: value(w),
      gradFunc: (dy, [saved]) => mul(gradient(saved as Tensor), dy),
    };
  });
}
