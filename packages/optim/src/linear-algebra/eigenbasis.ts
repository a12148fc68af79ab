import { findBackend } from '@nadir/core';
import {
  div,
  less,
  matMul,
  max,
  maximum,
  mul,
  scalar,
  sum,
  type Tensor,
  tensor,
  where,
} from '@tensorflow/tfjs-core';
import { descending, descendingOrder } from './descending.js';
import { jacobi } from './jacobi.js';
import { at, type Matrix, makeMatrix, matrixOf } from './matrix.js';
import { orthonormal } from './orthonormal.js';
import { symmetricEigen } from './symmetric-eigen.js';

/**
 * Eigenvectors of a symmetric matrix without negative eigenvalues, as columns, that of the largest eigenvalue first.
 * The elements of none have a negative sum. Of equal eigenvalues they are any basis.
 */
export function eigenbasis(matrix: Tensor): Tensor {
  if (findBackend()?.hostTensors) return onHost(matrix);
  // Divided by its largest element, so that no square leaves the range of float32.
  const { values, vectors } = jacobi(div(matrix, maximum(max(matrix), 1e-30)));
  // Hundreds of rotations leave rounding between the vectors.
  const sorted = orthonormal(matMul(vectors, descending(values)));
  return mul(sorted, where(less(sum(sorted, 0), 0), scalar(-1), scalar(1)));
}

/** Where reading costs nothing, a loop over elements is far shorter than hundreds of operations on the matrix. */
function onHost(matrix: Tensor): Tensor {
  const { values } = eigenbasisOf(
    matrixOf({ shape: matrix.shape, values: matrix.dataSync<'float32'>() }),
  );
  return tensor(Float32Array.from(values), matrix.shape);
}

/** The same in plain JavaScript. */
export function eigenbasisOf(matrix: Matrix): Matrix {
  const { values, vectors } = symmetricEigen(matrix);
  const order = descendingOrder(values);
  const sign = order.map((one) => {
    const elements = Array.from({ length: matrix.rows }, (_, row) => at(vectors, row, one));
    return elements.reduce((sum, x) => sum + x, 0) < 0 ? -1 : 1;
  });
  return makeMatrix(
    matrix.rows,
    matrix.columns,
    (row, column) => (sign[column] as number) * at(vectors, row, order[column] as number),
  );
}
