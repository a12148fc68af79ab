import type { NumberArray, TensorOp } from '@nadir/core';
import { matMul, type Tensor } from '@tensorflow/tfjs-core';
import { matrixOf, product, transposed } from './matrix.js';
import { fold, folded, unfold, unfolded } from './unfold.js';

/**
 * A tensor with some of its dimensions multiplied by square matrices: for a matrix x and both dimensions
 * A x Bᵀ, or Aᵀ x B if `turned`. Inputs are x and a matrix for each of the dimensions.
 */
export const multiplyDimensions = (dimensions: readonly number[], turned = false) =>
  ({
    name: 'multiplyDimensions',
    results: { multiplied: 'float32' },

    run([given, ...matrices]) {
      const x = given as Tensor;
      const multiplied = dimensions.reduce(
        (made, dimension, i) =>
          fold(matMul(matrices[i] as Tensor, unfold(made, dimension), turned), x.shape, dimension),
        x,
      );
      return { multiplied };
    },

    interpret([given, ...matrices]) {
      const x = given as NumberArray;
      const multiplied = dimensions.reduce((made, dimension, i) => {
        const matrix = matrixOf(matrices[i] as NumberArray);
        const factor = turned ? transposed(matrix) : matrix;
        return folded(product(factor, unfolded(made, dimension)), x.shape, dimension);
      }, x);
      return { multiplied };
    },
  }) as const satisfies TensorOp;
