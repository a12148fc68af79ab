import {
  concat,
  div,
  matMul,
  slice,
  sqrt,
  square,
  sub,
  sum,
  type Tensor,
} from '@tensorflow/tfjs-core';
import { at, type Matrix } from './matrix.js';

/**
 * The orthonormal Q of A = Q R for a square matrix of full rank, where R is triangular with a positive diagonal.
 *
 * Half of the columns are made orthonormal, taken out of the other half, and then that. What rounding leaves between
 * columns grows as A comes near to a singular matrix, so it is done again: after the third time they are orthogonal to
 * the last place, with numbers of condition up to 1e6.
 */
export const orthonormal = (matrix: Tensor): Tensor =>
  gramSchmidt(gramSchmidt(gramSchmidt(matrix)));

function gramSchmidt(matrix: Tensor): Tensor {
  const [rows, columns] = matrix.shape as [number, number];
  if (columns === 1) return div(matrix, sqrt(sum(square(matrix))));
  const half = Math.ceil(columns / 2);
  const first = gramSchmidt(slice(matrix, [0, 0], [rows, half]));
  const second = slice(matrix, [0, half], [rows, columns - half]);
  const rest = sub(second, matMul(first, matMul(first, second, true)));
  return concat([first, gramSchmidt(rest)], 1);
}

/** The same in plain JavaScript, column by column. */
export function orthonormalized(matrix: Matrix): Matrix {
  const { rows, columns } = matrix;
  const q: Matrix = { ...matrix, values: Float64Array.from(matrix.values) };
  const dot = (a: number, b: number) => {
    let product = 0;
    for (let row = 0; row < rows; row++) product += at(q, row, a) * at(q, row, b);
    return product;
  };
  for (let pass = 0; pass < 2; pass++) {
    for (let column = 0; column < columns; column++) {
      for (let before = 0; before < column; before++) {
        const share = dot(before, column);
        for (let row = 0; row < rows; row++) {
          q.values[row * columns + column] = at(q, row, column) - share * at(q, row, before);
        }
      }
      const size = Math.sqrt(dot(column, column));
      for (let row = 0; row < rows; row++) {
        q.values[row * columns + column] = at(q, row, column) / size;
      }
    }
  }
  return q;
}
