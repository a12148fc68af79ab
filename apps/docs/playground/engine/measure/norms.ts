import type { Variable } from '@tensorflow/tfjs-core';

/** Euclidean norm, summed in float64. */
export function normOf(values: Float32Array): number {
  let sum = 0;
  for (const value of values) sum += value * value;
  return Math.sqrt(sum);
}

/** Share of the weights that are exactly zero, biases and gains left out. */
export function sparsityOf(
  parameters: readonly (readonly [string, Variable])[],
  values: Float32Array,
): number {
  let at = 0;
  let zeros = 0;
  let weights = 0;
  for (const [, { rank, size }] of parameters) {
    if (rank > 1) {
      weights += size;
      for (const value of values.subarray(at, at + size)) if (value === 0) zeros++;
    }
    at += size;
  }
  return weights === 0 ? 0 : zeros / weights;
}
