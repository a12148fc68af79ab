import { type RandomDraw, randomUniform } from '@nadir/core';
import type { Tensor } from '@tensorflow/tfjs-core';

/** Numbers spread evenly between −√3 σ and √3 σ, whose variance is σ². */
export function uniformOf(variance: number, shape: readonly number[], draw: RandomDraw): Tensor {
  const bound = Math.sqrt(3 * variance);
  return randomUniform(shape, draw, -bound, bound);
}
