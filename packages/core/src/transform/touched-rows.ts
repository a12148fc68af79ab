import { any, cast, logicalOr, notEqual, reshape, type Tensor, tile } from '@tensorflow/tfjs-core';
import type { NumberArray, TensorOp } from '../program/tensor-op.js';

/**
 * Name of the tensor that tells which rows of a parameter its gradient names: one number for each row,
 * other than 0 if it does.
 */
export const namedRows = '#namedRows';

/** Rows of a tensor: slices along its first axis. A number is a row of its own. */
export const rowCount = (shape: readonly number[]): number => shape[0] ?? 1;

/**
 * Which elements of a parameter are in a row that has a gradient: 1, or else 0.
 *
 * Those are the rows that are named, and those in whose gradient any element is other than 0, NaN among
 * them. Its arguments are the gradient and {@link namedRows}.
 */
export const touchedRows = {
  name: 'touchedRows',
  results: { touched: 'float32' },

  run([grad, named]) {
    const { shape, size } = grad as Tensor;
    const rows = rowCount(shape);
    if (size === 0) return { touched: grad as Tensor };
    const width = size / rows;
    const hasGradient = any(notEqual(reshape(grad as Tensor, [rows, width]), 0), 1);
    const isTouched = cast(logicalOr(hasGradient, notEqual(named as Tensor, 0)), 'float32');
    return { touched: reshape(tile(reshape(isTouched, [rows, 1]), [1, width]), shape) };
  },

  interpret([grad, named]): { touched: NumberArray } {
    const { shape, values } = grad as NumberArray;
    const width = values.length / rowCount(shape);
    const isTouched = Array.from((named as NumberArray).values, (name, row) =>
      values.slice(row * width, (row + 1) * width).some((x) => x !== 0) ? 1 : Number(name !== 0),
    );
    return {
      touched: { shape, values: values.map((_, i) => isTouched[Math.floor(i / width)] as number) },
    };
  },
} as const satisfies TensorOp;
