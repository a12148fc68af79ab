import type { NumberArray, TensorOp } from '@nadir/core';
import { sizeOf } from '@nadir/core/internal';
import { minimum, type Tensor } from '@tensorflow/tfjs-core';
import { placeOf } from './place.js';

/**
 * For each element the least of the numbers of its slices: of element (i, j, …) min(μ₀ᵢ, μ₁ⱼ, …).
 *
 * Inputs are for each dimension, two or more in their order, the numbers of the slices across it, with size 1 in
 * every other dimension.
 */
export const leastCover = {
  name: 'leastCover',
  results: { least: 'float32' },

  run: (covers) => ({ least: (covers as Tensor[]).reduce((a, b) => minimum(a, b)) }),

  interpret(covers: readonly NumberArray[]): { least: NumberArray } {
    const shape = covers.map((cover, dimension) => cover.shape[dimension] as number);
    const values = Float64Array.from({ length: sizeOf(shape) }, (_, element) =>
      placeOf(element, shape).reduce(
        (least, slice, dimension) => Math.min(least, covers[dimension]?.values[slice] as number),
        Infinity,
      ),
    );
    return { least: { shape, values } };
  },
} as const satisfies TensorOp;
