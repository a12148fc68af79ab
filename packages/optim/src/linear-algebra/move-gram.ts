import type { NumberArray, TensorOp } from '@nadir/core';
import { matMul, type Tensor } from '@tensorflow/tfjs-core';
import { combine } from './combine.js';
import { arrayOf, combination, matrixOf, product, transposed } from './matrix.js';
import { unfold, unfolded } from './unfold.js';

/**
 * The products of the slices of a tensor x across a dimension, each with each, in a sum or a mean over steps:
 *
 *     S ← keep S + gain X Xᵀ            where X has a row for each slice
 *
 * Inputs are x and S. For a matrix that is x xᵀ with dimension 0, and xᵀ x with dimension 1.
 */
export const moveGram = (dimension: number) =>
  ({
    name: 'moveGram',
    results: { gram: 'tensor' },

    run([x, before], { keep = 0, gain = 0 }) {
      const slices = unfold(x as Tensor, dimension);
      return { gram: combine(keep, before as Tensor, gain, matMul(slices, slices, false, true)) };
    },

    interpret([x, before], { keep = 0, gain = 0 }) {
      const slices = unfolded(x as NumberArray, dimension);
      const gram = product(slices, transposed(slices));
      return { gram: arrayOf(combination(keep, matrixOf(before as NumberArray), gain, gram)) };
    },
  }) as const satisfies TensorOp;
