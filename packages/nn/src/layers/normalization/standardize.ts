import { TensorError } from '@nadir/core';
import { add, mul, reshape, rsqrt, square, sub, type Tensor } from '@tensorflow/tfjs-core';
import { meanOver } from './mean-over.js';

/** x as rows of `features` numbers. Throws unless that is the size of its last axis. */
export function rowsOf(where: string, x: Tensor, features: number): Tensor {
  if (x.shape.at(-1) !== features) {
    throw new TensorError(`${where}: got [${x.shape}], expected [..., ${features}].`);
  }
  return reshape(x, [-1, features]);
}

/** Rows less their mean over an axis, that mean, and the variance by the number of values. */
export function centre(rows: Tensor, axis: 0 | 1): Record<'centred' | 'mean' | 'variance', Tensor> {
  const average = meanOver(rows, axis);
  const centred = sub(rows, average);
  return { centred, mean: average, variance: meanOver(square(centred), axis) };
}

/** centred / √(variance + ε) · γ + β, where what is undefined is left out. */
export function standardize(
  centred: Tensor,
  variance: Tensor,
  epsilon: number,
  gamma: Tensor | undefined,
  beta: Tensor | undefined,
): Tensor {
  const standard = mul(centred, rsqrt(add(variance, epsilon)));
  const scaled = gamma === undefined ? standard : mul(standard, gamma);
  return beta === undefined ? scaled : add(scaled, beta);
}
