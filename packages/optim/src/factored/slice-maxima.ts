import type { NumberArray, TensorOp } from '@nadir/core';
import { max, maximum, type Tensor } from '@tensorflow/tfjs-core';
import { placeOf } from './place.js';

/** The shape of one number for each slice across a dimension. */
export const sliceShape = (shape: readonly number[], dimension: number): number[] =>
  shape.map((size, other) => (other === dimension ? size : 1));

/**
 * The largest element of each slice across each dimension of a tensor of this rank, and where `lasts` is 1 no less
 * than it was before.
 *
 * Inputs are the tensor and, for each dimension, the numbers of its slices before, with size 1 in every other dimension.
 * Results `'0'`, `'1'` and so on take their places.
 */
export function sliceMaxima(rank: number): TensorOp {
  const dimensions = Array.from({ length: rank }, (_, dimension) => dimension);
  const forEach = <T>(of: (dimension: number) => T): Record<string, T> =>
    Object.fromEntries(dimensions.map((dimension) => [dimension, of(dimension)]));
  return {
    name: 'sliceMaxima',
    results: forEach(() => 'tensor' as const),

    run(inputs, { lasts }) {
      const [x, ...before] = inputs as [Tensor, ...Tensor[]];
      return forEach((dimension) => {
        const others = dimensions.filter((other) => other !== dimension);
        const largest = max(x, others, true);
        return lasts === 1 ? maximum(largest, before[dimension] as Tensor) : largest;
      });
    },

    interpret(inputs, { lasts }) {
      const [{ shape, values }, ...before] = inputs as [NumberArray, ...NumberArray[]];
      return forEach((dimension) => {
        const least = new Float64Array(shape[dimension] as number).fill(-Infinity);
        const largest = lasts === 1 ? Float64Array.from(before[dimension]?.values ?? []) : least;
        values.forEach((value, element) => {
          const slice = placeOf(element, shape)[dimension] as number;
          largest[slice] = Math.max(largest[slice] as number, value);
        });
        return { shape: sliceShape(shape, dimension), values: largest };
      });
    },
  };
}
