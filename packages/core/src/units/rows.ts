import { reshape, type Tensor, transpose } from '@tensorflow/tfjs-core';
import { sizeOf } from '../shape.js';
import type { Units } from './units.js';

/** The shape of a weight as `[window, in, out]`; what it lacks has the length 1. */
export function unitLayout(shape: readonly number[]): [number, number, number] {
  const window = sizeOf(shape.slice(0, -2));
  return [window, shape.at(-2) ?? 1, shape.at(-1) ?? 1];
}

/** A weight as the matrix whose rows are its units. */
export function toRows(weight: Tensor, units: Units): Tensor {
  const [window, inputs, outputs] = unitLayout(weight.shape);
  if (units === 'tensor') return reshape(weight, [1, -1]);
  if (units === 'output') return transpose(reshape(weight, [window * inputs, outputs]));
  const swapped = transpose(reshape(weight, [window, inputs, outputs]), [1, 0, 2]);
  return reshape(swapped, [inputs, window * outputs]);
}

/** The weight of a given shape whose rows {@link toRows} gave. */
export function fromRows(rows: Tensor, units: Units, shape: readonly number[]): Tensor {
  const [window, inputs, outputs] = unitLayout(shape);
  if (units === 'tensor') return reshape(rows, [...shape]);
  if (units === 'output') return reshape(transpose(rows), [...shape]);
  const swapped = reshape(rows, [inputs, window, outputs]);
  return reshape(transpose(swapped, [1, 0, 2]), [...shape]);
}
