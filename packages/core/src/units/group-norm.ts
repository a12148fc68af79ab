import { mean, sqrt, square, sum, type Tensor } from '@tensorflow/tfjs-core';
import {
  type Expr,
  mean as meanOf,
  sqrt as root,
  square as squared,
  sum as sumOf,
} from '../program/expression.js';
import { call } from '../program/tensor-op.js';
import { type GroupOp, groupOp } from './group-op.js';
import type { Groups } from './groups.js';

/** The 2-norm of its group at each element of a weight, on symbols: only in a rule. */
export const groupNorm = (w: Expr, groups: Groups): Expr =>
  groups === 'tensor' ? root(sumOf(squared(w))) : call(norms[groups], [w]).value;

/** The root of the mean square of its group at each element of a weight, on symbols: only in a rule. */
export const groupRms = (w: Expr, groups: Groups): Expr =>
  groups === 'tensor' ? root(meanOf(squared(w))) : call(rootMeanSquares[groups], [w]).value;

/** The 2-norm of each row of a matrix, `[rows, 1]`. */
export const rowNorms = (rows: Tensor): Tensor => sqrt(sum(square(rows), 1, true));

/** The root of the mean square of each row of a matrix, `[rows, 1]`. */
export const rowRms = (rows: Tensor): Tensor => sqrt(mean(square(rows), 1, true));

const squares = (row: Float64Array): number => row.reduce((total, x) => total + x * x, 0);

type ByGroups = Readonly<Record<Exclude<Groups, 'tensor'>, GroupOp>>;

const norms: ByGroups = { output: normOp('output'), input: normOp('input') };

function normOp(groups: Groups): GroupOp {
  return groupOp(groups, {
    name: 'groupNorm',
    run: rowNorms,
    interpret: (rows) => rows.map((row) => Float64Array.of(Math.sqrt(squares(row)))),
  });
}

const rootMeanSquares: ByGroups = { output: rmsOp('output'), input: rmsOp('input') };

function rmsOp(groups: Groups): GroupOp {
  return groupOp(groups, {
    name: 'groupRms',
    run: rowRms,
    interpret: (rows) => rows.map((row) => Float64Array.of(Math.sqrt(squares(row) / row.length))),
  });
}
