import type { NumberArray, StepNumbers, TensorOp } from '@nadir/core';
import type { Units } from '@nadir/core/internal';
import { fromRows, toRows } from '@nadir/core/internal';
import { broadcastTo, type Tensor } from '@tensorflow/tfjs-core';
import { at, type Matrix, makeMatrix } from '../linear-algebra/matrix.js';
import { matrixOfUnits, weightOfUnits } from './matrix-of-units.js';

/** An operation on the units of a weight, written twice, like every {@link TensorOp}. */
export interface UnitDefinition {
  readonly name: string;
  /** With TensorFlow.js, on a matrix with a row for each unit; its result may have one column. */
  run(rows: Tensor, numbers: StepNumbers): Tensor;
  /** In plain JavaScript; a row of one number stands for all elements of its unit. */
  interpret(rows: Matrix, numbers: StepNumbers): Matrix;
}

/** An operation whose `value` has the shape of the weight. */
export interface UnitOp extends TensorOp {
  readonly results: { readonly value: 'float32' };
}

/** Makes the operation that treats a weight by its units. */
export function unitOp(units: Units, { name, run, interpret }: UnitDefinition): UnitOp {
  return {
    name,
    results: { value: 'float32' },
    run(inputs, numbers) {
      const [weight] = inputs as [Tensor];
      const rows = toRows(weight, units);
      const made = broadcastTo(run(rows, numbers), rows.shape);
      return { value: fromRows(made, units, weight.shape) };
    },
    interpret(inputs, numbers) {
      const [weight] = inputs as [NumberArray];
      const matrix = matrixOfUnits(weight, units);
      const made = interpret(matrix, numbers);
      const whole =
        made.columns === matrix.columns
          ? made
          : makeMatrix(matrix.rows, matrix.columns, (row) => at(made, row, 0));
      return { value: weightOfUnits(whole, units, weight.shape) };
    },
  };
}
