import { exp, max, sub, sum, type Tensor } from '@tensorflow/tfjs-core';

/** z less its greatest element, by row; e to the power of that; and the sum of these, `[batch, 1]`. */
export function exponentials(z: Tensor) {
  const shifted = sub(z, max(z, -1, true));
  const powers = exp(shifted);
  return { shifted, powers, normalizer: sum(powers, -1, true) };
}
