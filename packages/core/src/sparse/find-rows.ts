import { concat, ones, reshape, type Tensor, type Variable, zeros } from '@tensorflow/tfjs-core';
import { TensorError } from '../errors.js';
import { call } from '../program/call.js';
import { type Expr, equal, input, max, where as select } from '../program/expression.js';
import { namedRows, rowCount, touchedRows } from '../transform/touched-rows.js';
import { lookupsOf, remembering } from './lookup.js';
import type { RowFinder } from './row-finder.js';
import { scatterRows } from './scatter.js';
import { isSparse, type SparseGradient } from './sparse-gradient.js';

/** The rows that gradients name, and those in which one is other than 0. */
export const findRows: RowFinder = {
  touched(inputs, slots) {
    const waiting = slots.filter(({ holdsGradients }) => holdsGradients).map((slot) => slot.name);
    const named = input('whole', namedRows);
    return ['grad', ...waiting]
      .map((one) => call(touchedRows, [inputs[one] as Expr, named]).touched)
      .reduce((a, b) => max(a, b));
  },

  within: (touched, next, old) => select(equal(touched, 0), old, next),

  remembering,

  name(parameter) {
    const { grad, variable } = parameter;
    if (grad === undefined) return;
    const named = [...lookupsOf(variable)];
    if (isSparse(grad)) {
      named.push(grad.indices);
      parameter.grad = scatterRows(grad.indices, grad.values, variable.shape);
    }
    parameter.namedRows = countRows(named, rowCount(variable.shape));
  },

  check,
};

/** How often each row is named. */
function countRows(indices: readonly Tensor[], count: number): Tensor {
  const lists = indices.filter(({ size }) => size > 0).map((one) => reshape(one, [one.size]));
  if (lists.length === 0) return zeros([count]);
  const all = concat(lists);
  return scatterRows(all, ones([all.size]), [count]);
}

function check(
  where: string,
  name: string,
  variable: Variable,
  { indices, values }: SparseGradient,
): void {
  const [rows, ...row] = variable.shape;
  const written = ({ dtype, shape }: Tensor) => `${dtype} [${shape}]`;
  const given = `indices ${written(indices)} and values ${written(values)}`;
  const expected = `indices int32 [${indices.size}] and values float32 [${[indices.size, ...row]}]`;
  if (rows === undefined || given !== expected) {
    throw new TensorError(
      `${where}: got ${given} for "${name}" [${variable.shape}], expected ` +
        `${rows === undefined ? 'a tensor' : expected}.`,
    );
  }
}
