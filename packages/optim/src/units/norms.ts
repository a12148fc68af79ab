import {
  call,
  type Expr,
  mean as meanOf,
  sqrt as root,
  square as squared,
  sum as sumOf,
} from '@nadir/core';
import type { Units } from '@nadir/core/internal';
import { mean, sqrt, square, sum, type Tensor } from '@tensorflow/tfjs-core';
import { columnOf, dot } from '../linear-algebra/matrix.js';
import { type UnitOp, unitOp } from './unit-op.js';

/** The 2-norm of its unit at each element of a weight, on symbols: only in a rule. */
export const normOfUnit = (w: Expr, units: Units): Expr =>
  units === 'tensor' ? root(sumOf(squared(w))) : call(norms[units], [w]).value;

/** The root of the mean square of its unit at each element of a weight, on symbols: only in a rule. */
export const rmsOfUnit = (w: Expr, units: Units): Expr =>
  units === 'tensor' ? root(meanOf(squared(w))) : call(rootMeanSquares[units], [w]).value;

/** The 2-norm of each row of a matrix, `[rows, 1]`. */
export const rowNorms = (rows: Tensor): Tensor => sqrt(sum(square(rows), 1, true));

/** The root of the mean square of each row of a matrix, `[rows, 1]`. */
export const rowRms = (rows: Tensor): Tensor => sqrt(mean(square(rows), 1, true));

type ByUnits = Readonly<Record<Exclude<Units, 'tensor'>, UnitOp>>;

const norms: ByUnits = { output: normOp('output'), input: normOp('input') };

function normOp(units: Units): UnitOp {
  return unitOp(units, {
    name: 'normOfUnit',
    run: rowNorms,
    interpret: (rows) => columnOf(rows, (row) => Math.sqrt(dot(row, row))),
  });
}

const rootMeanSquares: ByUnits = { output: rmsOp('output'), input: rmsOp('input') };

function rmsOp(units: Units): UnitOp {
  return unitOp(units, {
    name: 'rmsOfUnit',
    run: rowRms,
    interpret: (rows) => columnOf(rows, (row) => Math.sqrt(dot(row, row) / row.length)),
  });
}
