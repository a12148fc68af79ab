import { checkNonNegative } from '@nadir/core/internal';
import { div, mul, type Scalar, square, sum, type Tensor, tidy } from '@tensorflow/tfjs-core';
import { inputGradient } from './input-gradient.js';

/**
 * The size of the slope of a discriminator at real examples, which steadies the training of a GAN:
 *
 *     (γ/2) (1/N) Σ ‖∇ₓ f(x)‖²        over the N examples x of a batch
 *
 * The gradient of this penalty goes through that of f. TensorFlow.js leaves out a part of it for tanh,
 * sigmoid, exp, elu and softmax, which are refused when the penalty is differentiated; relu, leakyRelu
 * and softplus work.
 *
 * Paper: Mescheder et al., ICML 2018, https://arxiv.org/abs/1801.04406
 *
 * @param discriminator f: gives one or more numbers for each example, which are added.
 * @param x float32 `[batch, …]`: real examples.
 * @param gamma Strength γ, a finite number ≥ 0. Default `10`.
 * @returns A 0-D tensor.
 * @throws {@link TensorError} when shape or dtype are others, or f has an op that is refused;
 * {@link OptionError} when γ leaves its range.
 * @example
 * ```ts
 * const penalty = () => r1Penalty((x) => discriminator.forward(x), images);
 * ```
 */
export function r1Penalty(discriminator: (x: Tensor) => Tensor, x: Tensor, gamma = 10): Scalar {
  checkNonNegative('r1Penalty', { gamma }, 'gamma');
  return tidy(() => {
    const squares = sum(square(inputGradient('r1Penalty', discriminator, x)));
    return mul(div(squares, x.shape[0] as number), gamma / 2) as Scalar;
  });
}
