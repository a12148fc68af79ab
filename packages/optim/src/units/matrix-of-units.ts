import type { NumberArray } from '@nadir/core';
import type { Units } from '@nadir/core/internal';
import { unitLayout } from '@nadir/core/internal';
import { at, type Matrix } from '../linear-algebra/matrix.js';

/** The units of a weight as the rows of a matrix on the host. */
export function matrixOfUnits({ shape, values }: NumberArray, units: Units): Matrix {
  const { rows, columns, place } = placing(shape, units);
  const made = new Float64Array(rows * columns);
  values.forEach((value, i) => {
    const [row, column] = place(i);
    made[row * columns + column] = value;
  });
  return { rows, columns, values: made };
}

/** The weight of a given shape whose units are the rows of a matrix. */
export function weightOfUnits(matrix: Matrix, units: Units, shape: readonly number[]): NumberArray {
  const { place } = placing(shape, units);
  const values = Float64Array.from(matrix.values, (_, i) => at(matrix, ...place(i)));
  return { shape, values };
}

/** How many elements of a weight are one unit. */
export const unitLength = (shape: readonly number[], units: Units): number =>
  placing(shape, units).columns;

/** How many units there are, how long they are, and in which row and column an element is. */
function placing(shape: readonly number[], units: Units) {
  const [window, inputs, outputs] = unitLayout(shape);
  if (units === 'tensor') {
    const place = (i: number): [number, number] => [0, i];
    return { rows: 1, columns: window * inputs * outputs, place };
  }
  if (units === 'output') {
    const place = (i: number): [number, number] => [i % outputs, Math.floor(i / outputs)];
    return { rows: outputs, columns: window * inputs, place };
  }
  const place = (i: number): [number, number] => {
    const input = Math.floor(i / outputs) % inputs;
    const position = Math.floor(i / (inputs * outputs));
    return [input, position * outputs + (i % outputs)];
  };
  return { rows: inputs, columns: window * outputs, place };
}
