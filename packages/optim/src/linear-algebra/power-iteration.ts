import { threefry } from '@nadir/core';
import { div, maximum, norm, type Tensor, tensor2d } from '@tensorflow/tfjs-core';

/** The smallest norm that a vector is divided by. */
const leastNorm = 1e-12;

/**
 * The direction that a matrix A stretches most, by x ← A x / ‖A x‖, as a column.
 *
 * It starts from the same numbers whenever it is asked, so nothing has to be kept and saved; they have
 * no pattern that a weight could be orthogonal to.
 */
export function dominant(
  size: number,
  iterations: number,
  multiply: (x: Tensor) => Tensor,
): Tensor {
  let x: Tensor = tensor2d(Float32Array.from(start(size)), [size, 1]);
  for (let i = 0; i < iterations; i++) {
    const next = multiply(x);
    x = div(next, maximum(norm(next), leastNorm));
  }
  return x;
}

/** The same in plain JavaScript. */
export function dominantOf(
  size: number,
  iterations: number,
  multiply: (x: Float64Array) => Float64Array,
): Float64Array {
  let x = start(size);
  for (let i = 0; i < iterations; i++) {
    const next = multiply(x);
    const length = Math.max(Math.hypot(...next), leastNorm);
    x = next.map((value) => value / length);
  }
  return x;
}

/** Numbers in [−1, 1). */
const start = (size: number): Float64Array =>
  Float64Array.from({ length: size }, (_, i) => threefry(0, 0, i, 0)[0] * 2 ** -31 - 1);
