import {
  customGrad,
  div,
  greater,
  mean,
  mul,
  type Scalar,
  sqrt,
  square,
  sub,
  sum,
  type Tensor,
  tidy,
  where,
  zerosLike,
} from '@tensorflow/tfjs-core';
import { inputGradient } from './input-gradient.js';

/**
 * How far the slope of a function is from 1, which makes the critic of a Wasserstein GAN a measure of
 * distance:
 *
 *     (1/N) Σ (‖∇ₓ f(x)‖ − 1)²        over the N examples x of a batch
 *
 * The gradient of this penalty goes through that of f. TensorFlow.js leaves out a part of it for tanh,
 * sigmoid, exp, elu and softmax, which are refused when the penalty is differentiated; relu, leakyRelu
 * and softplus work. Where the slope is 0, that of its norm is taken to be 0.
 *
 * Paper: Gulrajani et al., NeurIPS 2017, https://arxiv.org/abs/1704.00028
 *
 * @param critic f: gives one or more numbers for each example, which are added.
 * @param x float32 `[batch, …]`: points between real and generated examples.
 * @returns A 0-D tensor.
 * @throws {@link TensorError} when shape or dtype are others, or f has an op that is refused.
 * @example
 * ```ts
 * const penalty = () => mul(10, gradientPenalty((x) => critic.forward(x), between));
 * ```
 */
export const gradientPenalty = (critic: (x: Tensor) => Tensor, x: Tensor): Scalar =>
  tidy(() => {
    const slopes = norms(inputGradient('gradientPenalty', critic, x));
    return mean(square(sub(slopes, 1))) as Scalar;
  });

/** The 2-norm of each row, `[batch, 1]`, with the gradient 0 at 0. */
const norms = customGrad((given, save) => {
  const rows = given as Tensor;
  const value = sqrt(sum(square(rows), 1, true));
  (save as (tensors: Tensor[]) => void)([rows, value]);
  return {
    value,
    gradFunc: (dy, saved) => {
      const [rows, norms] = saved as [Tensor, Tensor];
      const directions = where(greater(norms, 0), div(rows, norms), zerosLike(rows));
      return mul(directions, dy);
    },
  };
});
