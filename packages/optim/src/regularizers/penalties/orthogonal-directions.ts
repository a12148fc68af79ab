import { call, mul, type Regularizer } from '@nadir/core';
import {
  checkNames,
  checkNonNegative,
  checkOptions,
  checkWord,
  fromRows,
  toRows,
} from '@nadir/core/internal';
import {
  abs,
  div,
  eye,
  matMul,
  maximum,
  mul as scaled,
  sign,
  sub,
  sum,
  type Tensor,
} from '@tensorflow/tfjs-core';
import {
  at,
  columnOf,
  dot,
  type Matrix,
  makeMatrix,
  mapRows,
  product,
  rowOf,
  transposed,
} from '../../linear-algebra/matrix.js';
import { rowNorms } from '../../units/norms.js';
import { unitOp } from '../../units/unit-op.js';
import { makePenalty } from '../make-penalty.js';
import { registerRegularizer } from '../register-regularizer.js';
import { withGradient } from './with-gradient.js';

/** Options of {@link orthogonalDirections}. */
export interface OrthogonalDirectionsOptions {
  /** Which weights are one vector. Default `'output'`: those that lead into one output. */
  units?: 'output' | 'input';
}

/**
 * The mean absolute cosine between the weight vectors of different units, which makes them look for
 * different things. With the vectors w_i, i = 1 … n, divided by their norms:
 *
 *     R(W) = (λ / (n (n − 1))) Σ_{i ≠ j} |ŵ_i · ŵ_j|        ŵ = w / max(‖w‖, 1e-6)
 *
 * Unlike {@link orthogonal} it leaves the norms alone. It is `OrthogonalRegularizer` of Keras, whose
 * mode `'rows'` is `units: 'input'`. Parameters of rank ≤ 1 are left out always.
 *
 * @param lambda Strength λ, a finite number ≥ 0. Keras has the default 0.01.
 * @throws {@link OptionError} when λ or an option leaves its range.
 * @example
 * ```ts
 * const optimizer = new AdamW(model, { regularizer: orthogonalDirections(0.01) });
 * ```
 */
export function orthogonalDirections(
  lambda: number,
  options: OrthogonalDirectionsOptions = {},
): Regularizer<'penalty' | 'gradient'> {
  checkOptions('orthogonalDirections', options);
  const { units = 'output' } = options;
  checkNonNegative('orthogonalDirections', { lambda }, 'lambda');
  checkNames('orthogonalDirections', options, ['units']);
  checkWord('orthogonalDirections', { units }, 'units', ['output', 'input']);
  const slope = unitOp(units, { name: 'orthogonalDirections', run: slopes, interpret: slopesOf });
  return makePenalty({
    name: 'orthogonalDirections',
    options: { lambda, units },
    penaltyOf: withGradient(
      (w) => scaled(lambda, meanCosine(toRows(w, units))),
      (w) => scaled(lambda, fromRows(slopes(toRows(w, units)), units, w.shape)),
    ),
    gradient: (w) => mul(lambda, call(slope, [w]).value),
  });
}

registerRegularizer(
  'orthogonalDirections',
  ({ lambda, ...options }: OrthogonalDirectionsOptions & { lambda: number }) =>
    orthogonalDirections(lambda, options),
);

/** The smallest norm that vectors are divided by, the root of the epsilon of Keras. */
const leastNorm = 1e-6;

/** One over the number of ordered pairs of n vectors. */
const perPair = (n: number): number => (n > 1 ? 1 / (n * (n - 1)) : 0);

/** Directions of the rows, their norms, and the cosine between each two of them, 0 on the diagonal. */
function compare(rows: Tensor) {
  const norms = maximum(rowNorms(rows), leastNorm);
  const directions = div(rows, norms);
  const count = rows.shape[0] as number;
  const cosines = matMul(directions, directions, false, true);
  return { norms, directions, count, cosines: scaled(cosines, sub(1, eye(count))) };
}

function meanCosine(rows: Tensor): Tensor {
  const { count, cosines } = compare(rows);
  return scaled(perPair(count), sum(abs(cosines)));
}

/** The gradient of {@link meanCosine}: that for the directions, without its part along them. */
function slopes(rows: Tensor): Tensor {
  const { norms, directions, count, cosines } = compare(rows);
  const pull = scaled(2 * perPair(count), matMul(sign(cosines), directions));
  const along = sum(scaled(pull, directions), 1, true);
  return div(sub(pull, scaled(along, directions)), norms);
}

/** The same in plain JavaScript. */
function slopesOf(rows: Matrix): Matrix {
  const norms = columnOf(rows, (row) => Math.max(Math.sqrt(dot(row, row)), leastNorm)).values;
  const directions = mapRows(rows, (row, i) => row.map((x) => x / (norms[i] as number)));
  const cosines = product(directions, transposed(directions));
  const signs = makeMatrix(rows.rows, rows.rows, (i, j) =>
    i === j ? 0 : Math.sign(at(cosines, i, j)),
  );
  return mapRows(product(signs, directions), (row, i) => {
    const direction = rowOf(directions, i);
    const pull = row.map((x) => 2 * perPair(rows.rows) * x);
    const along = dot(pull, direction);
    return pull.map((x, j) => (x - along * (direction[j] as number)) / (norms[i] as number));
  });
}
