import { mul, sign, type Tensor } from '@tensorflow/tfjs-core';

/** |w|, with the derivative 0 at 0. TensorFlow.js gives its own `abs` the derivative −1 there. */
export const absolute = (w: Tensor): Tensor => mul(w, sign(w));
