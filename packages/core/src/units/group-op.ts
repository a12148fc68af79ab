import { broadcastTo, type Tensor } from '@tensorflow/tfjs-core';
import type { NumberArray, StepNumbers, TensorOp } from '../program/tensor-op.js';
import type { Groups } from './groups.js';
import { arrayOf, fromRows, type Rows, rowsOf, toRows } from './rows.js';

/** An operation on the groups of a weight, written twice, like every {@link TensorOp}. */
export interface GroupDefinition {
  readonly name: string;
  /** With TensorFlow.js, on a matrix with a row for each group; its results may have one column. */
  run(rows: Tensor, numbers: StepNumbers): Tensor;
  /** In plain JavaScript; a row of one number stands for all elements of its group. */
  interpret(rows: Rows, numbers: StepNumbers): Rows;
}

/** An operation whose `value` has the shape of the weight. */
export interface GroupOp extends TensorOp {
  readonly results: { readonly value: 'float32' };
}

/** Makes the operation that treats a weight by its groups. */
export function groupOp(groups: Groups, { name, run, interpret }: GroupDefinition): GroupOp {
  return {
    name,
    results: { value: 'float32' },
    run(inputs, numbers) {
      const [weight] = inputs as [Tensor];
      const rows = toRows(weight, groups);
      const made = broadcastTo(run(rows, numbers), rows.shape);
      return { value: fromRows(made, groups, weight.shape) };
    },
    interpret(inputs, numbers) {
      const [weight] = inputs as [NumberArray];
      const rows = rowsOf(weight, groups);
      const made = interpret(rows, numbers).map((row, i) =>
        row.length === 1 ? (rows[i] as Float64Array).map(() => row[0] as number) : row,
      );
      return { value: arrayOf(made, groups, weight.shape) };
    },
  };
}
