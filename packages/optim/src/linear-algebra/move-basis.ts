import type { NumberArray, TensorOp } from '@nadir/core';
import { add, div, matMul, max, maximum, mul, norm, sum, type Tensor } from '@tensorflow/tfjs-core';
import { descending, descendingOrder } from './descending.js';
import { eigenbasis, eigenbasisOf } from './eigenbasis.js';
import {
  arrayOf,
  at,
  combination,
  frobenius,
  makeMatrix,
  matrixOf,
  product,
  transposed,
  unitOf,
} from './matrix.js';
import { orthonormal, orthonormalized } from './orthonormal.js';
import { ridgeOf } from './ridge.js';
import { fold, folded, unfold, unfolded } from './unfold.js';

/**
 * A basis Q that follows the eigenvectors of changing statistics S across a dimension, with a mean m and a mean of
 * squares v that are kept in that basis. With `first` Q is the eigenvectors of S, that of the largest eigenvalue
 * first; with `due` it makes one step of the power iteration:
 *
 *     π = order of the numbers in the diagonal of Qᵀ S Q, the largest first
 *     Q' R = (S + ρ I) Q[:, π],   ρ = 8 √n ‖S‖ units in the last place
 *     m' = Q'ᵀ Q m,   v' = v[π]
 *
 * where ρ, which the official code does not have, keeps Q where S has no eigenvalue, and R has a positive diagonal.
 * Otherwise all stay as they are. Inputs are S, Q, m and v.
 *
 * Source: Vyas et al., 2024, `get_orthogonal_matrix_QR` of https://github.com/nikhilvyas/SOAP
 */
export const moveBasis = (dimension: number) =>
  ({
    name: 'moveBasis',
    results: { basis: 'tensor', m: 'float32', v: 'float32' },

    run(inputs, { first = 0, due = 0 }) {
      const [statistics, basis, m, v] = inputs as [Tensor, Tensor, Tensor, Tensor];
      if (first) return { basis: eigenbasis(statistics), m, v };
      if (!due) return { basis, m, v };
      // Divided by its largest element, so that no square leaves the range of float32.
      const even = div(statistics, maximum(max(statistics), 1e-30));
      const ahead = matMul(even, basis);
      const order = descending(sum(mul(basis, ahead), 0));
      const ridge = mul(ridgeOf(even.shape[0] as number, 2 ** -23), maximum(norm(even), 1));
      const next = orthonormal(matMul(add(ahead, mul(ridge, basis)), order));
      const turn = matMul(next, basis, true);
      return {
        basis: next,
        m: fold(matMul(turn, unfold(m, dimension)), m.shape, dimension),
        v: fold(matMul(order, unfold(v, dimension), true), v.shape, dimension),
      };
    },

    interpret(inputs, { first = 0, due = 0 }) {
      const [statistics, basis, m, v] = inputs as [
        NumberArray,
        NumberArray,
        NumberArray,
        NumberArray,
      ];
      if (!first && !due) return { basis, m, v };
      const s = matrixOf(statistics);
      const scale = s.values.reduce((largest, x) => Math.max(largest, x), 1e-30);
      const even = { ...s, values: s.values.map((x) => x / scale) };
      if (first) return { basis: arrayOf(eigenbasisOf(even)), m, v };
      const q = matrixOf(basis);
      const ahead = product(even, q);
      const diagonal = Float64Array.from({ length: s.rows }, (_, k) => {
        let sum = 0;
        for (let row = 0; row < s.rows; row++) sum += at(q, row, k) * at(ahead, row, k);
        return sum;
      });
      const order = descendingOrder(diagonal);
      const ridge = ridgeOf(s.rows, unitOf(statistics)) * Math.max(frobenius(even), 1);
      const power = combination(1, ahead, ridge, q);
      const next = orthonormalized(
        makeMatrix(s.rows, s.rows, (row, column) => at(power, row, order[column] as number)),
      );
      const turned = product(product(transposed(next), q), unfolded(m, dimension));
      const rows = unfolded(v, dimension);
      const sorted = makeMatrix(rows.rows, rows.columns, (row, column) =>
        at(rows, order[row] as number, column),
      );
      return {
        basis: arrayOf(next),
        m: folded(turned, m.shape, dimension),
        v: folded(sorted, v.shape, dimension),
      };
    },
  }) as const satisfies TensorOp;
