import type { NumberArray } from '@nadir/core';
import { sizeOf } from '@nadir/core/internal';
import { reshape, type Tensor, transpose } from '@tensorflow/tfjs-core';
import { type Matrix, makeMatrix } from './matrix.js';

/** How many elements stand before, along and after a dimension. A number has one dimension of size 1. */
function around(shape: readonly number[], dimension: number): [number, number, number] {
  const before = sizeOf(shape.slice(0, dimension));
  return [before, shape[dimension] ?? 1, sizeOf(shape.slice(dimension + 1))];
}

/** The matrix whose rows are the slices of a tensor across a dimension. */
export function unfold(tensor: Tensor, dimension: number): Tensor {
  const [before, size, after] = around(tensor.shape, dimension);
  const turned =
    before === 1 ? tensor : transpose(reshape(tensor, [before, size, after]), [1, 0, 2]);
  return reshape(turned, [size, before * after]);
}

/** The tensor of a shape that {@link unfold} makes a matrix of. */
export function fold(matrix: Tensor, shape: readonly number[], dimension: number): Tensor {
  const [before, size, after] = around(shape, dimension);
  const turned =
    before === 1 ? matrix : transpose(reshape(matrix, [size, before, after]), [1, 0, 2]);
  return reshape(turned, [...shape]);
}

/** The same in plain JavaScript. */
export function unfolded({ shape, values }: NumberArray, dimension: number): Matrix {
  const [before, size, after] = around(shape, dimension);
  return makeMatrix(size, before * after, (row, column) => {
    const at = Math.floor(column / after) * size + row;
    return values[at * after + (column % after)] as number;
  });
}

/** The same in plain JavaScript. */
export function folded(
  { columns, values }: Matrix,
  shape: readonly number[],
  dimension: number,
): NumberArray {
  const [, size, after] = around(shape, dimension);
  const elements = Float64Array.from({ length: values.length }, (_, element) => {
    const at = Math.floor(element / after);
    const column = Math.floor(at / size) * after + (element % after);
    return values[(at % size) * columns + column] as number;
  });
  return { shape, values: elements };
}
