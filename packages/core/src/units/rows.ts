import { reshape, type Tensor, transpose } from '@tensorflow/tfjs-core';
import type { NumberArray } from '../program/tensor-op.js';
import { sizeOf } from '../shape.js';
import type { Groups } from './groups.js';

/** The groups of a weight, a row for each, as the interpreter holds them. */
export type Rows = readonly Float64Array[];

/** A shape as `[window, in, out]`; what it lacks has the length 1. */
function layout(shape: readonly number[]): [number, number, number] {
  const window = sizeOf(shape.slice(0, -2));
  return [window, shape.at(-2) ?? 1, shape.at(-1) ?? 1];
}

/** A weight as the matrix whose rows are its groups. */
export function toRows(weight: Tensor, groups: Groups): Tensor {
  const [window, inputs, outputs] = layout(weight.shape);
  if (groups === 'tensor') return reshape(weight, [1, -1]);
  if (groups === 'output') return transpose(reshape(weight, [window * inputs, outputs]));
  const swapped = transpose(reshape(weight, [window, inputs, outputs]), [1, 0, 2]);
  return reshape(swapped, [inputs, window * outputs]);
}

/** The weight of a given shape whose rows {@link toRows} gave. */
export function fromRows(rows: Tensor, groups: Groups, shape: readonly number[]): Tensor {
  const [window, inputs, outputs] = layout(shape);
  if (groups === 'tensor') return reshape(rows, [...shape]);
  if (groups === 'output') return reshape(transpose(rows), [...shape]);
  const swapped = reshape(rows, [inputs, window, outputs]);
  return reshape(transpose(swapped, [1, 0, 2]), [...shape]);
}

/** How many weights a group has. */
export const groupLength = (shape: readonly number[], groups: Groups): number =>
  placing(shape, groups).length;

/** As {@link toRows}, in plain JavaScript. */
export function rowsOf({ shape, values }: NumberArray, groups: Groups): Rows {
  const { count, length, place } = placing(shape, groups);
  const rows = Array.from({ length: count }, () => new Float64Array(length));
  values.forEach((value, i) => {
    const [row, column] = place(i);
    (rows[row] as Float64Array)[column] = value;
  });
  return rows;
}

/** As {@link fromRows}, in plain JavaScript. */
export function arrayOf(rows: Rows, groups: Groups, shape: readonly number[]): NumberArray {
  const { count, length, place } = placing(shape, groups);
  const values = Float64Array.from({ length: count * length }, (_, i) => {
    const [row, column] = place(i);
    return rows[row]?.[column] as number;
  });
  return { shape, values };
}

/** How many groups there are, how long they are, and in which row and column an element is. */
function placing(shape: readonly number[], groups: Groups) {
  const [window, inputs, outputs] = layout(shape);
  const size = window * inputs * outputs;
  if (groups === 'tensor') {
    return { count: 1, length: size, place: (i: number) => [0, i] as const };
  }
  if (groups === 'output') {
    const place = (i: number) => [i % outputs, Math.floor(i / outputs)] as const;
    return { count: outputs, length: window * inputs, place };
  }
  const place = (i: number) => {
    const input = Math.floor(i / outputs) % inputs;
    const at = Math.floor(i / (inputs * outputs));
    return [input, at * outputs + (i % outputs)] as const;
  };
  return { count: inputs, length: window * outputs, place };
}
