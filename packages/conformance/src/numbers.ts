import { threefry } from '@nadir/core';

/** Float32 numbers in (−1, 1), none of them 0, the same for the same seed and stream. */
export function numbers(size: number, seed: number, stream = 0): Float32Array {
  // An odd number of halves of 2⁻²³, so that it is exact in float32 and never 0.
  return Float32Array.from({ length: size }, (_, element) => {
    const [bits] = threefry(seed, stream, element, 0);
    return ((bits >>> 8) + 0.5) * 2 ** -23 - 1;
  });
}

/** Number of elements of a tensor. */
export const sizeOf = (shape: readonly number[]): number => shape.reduce((a, b) => a * b, 1);

/** Shapes whose sizes stand at the borders of what a kernel takes at once. */
export const manyShapes: readonly (readonly number[])[] = [
  [],
  [1],
  [3],
  [4],
  [5],
  [127],
  [128],
  [129],
  [7, 13],
];

/** Shapes of a small model: a matrix, a vector, a number. */
export const fewShapes: readonly (readonly number[])[] = [[4, 3], [5], []];

/** A shape of the same rank, or of rank 1 in the place of 0, with another number of elements. */
export const otherShape = (shape: readonly number[]): number[] => [
  ...shape.slice(0, -1),
  (shape.at(-1) ?? 0) + 1,
];

/** Gradients of one step for parameters of given shapes. */
export const gradientsAt = (
  step: number,
  shapes: readonly (readonly number[])[] = fewShapes,
): Float32Array[] => shapes.map((shape, i) => numbers(sizeOf(shape), 1000 + step, i));
