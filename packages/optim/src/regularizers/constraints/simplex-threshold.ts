import type { Units } from '@nadir/core/internal';
import { cumsum, div, max, range, sub, topk } from '@tensorflow/tfjs-core';
import { columnOf } from '../../linear-algebra/matrix.js';
import { type UnitOp, unitOp } from '../../units/unit-op.js';

/**
 * The τ of each unit for which Σ max(w − τ, 0) is `total`, spread over the unit.
 *
 * With the weights sorted, u₁ ≥ u₂ ≥ …, it is the greatest of (u₁ + … + u_k − total) / k.
 *
 * Paper: Duchi et al., ICML 2008, https://doi.org/10.1145/1390156.1390191
 */
export const simplexThreshold = (total: number, units: Units): UnitOp =>
  unitOp(units, {
    name: 'simplexThreshold',
    run(rows) {
      const length = rows.shape[1] as number;
      const sums = cumsum(topk(rows, length, true).values, 1);
      return max(div(sub(sums, total), range(1, length + 1)), 1, true);
    },
    interpret: (rows) =>
      columnOf(rows, (row) => {
        let sum = -total;
        const means = row
          .toSorted((a, b) => b - a)
          .map((u, k) => {
            sum += u;
            return sum / (k + 1);
          });
        return Math.max(...means);
      }),
  });
