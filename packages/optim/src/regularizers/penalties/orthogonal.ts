import { call, mul, type Regularizer } from '@nadir/core';
import { checkNames, checkNonNegative, toRows } from '@nadir/core/internal';
import { eye, matMul, mul as scaled, square, sub, sum, type Tensor } from '@tensorflow/tfjs-core';
import { combination, product, transposed } from '../../linear-algebra/matrix.js';
import { unitOp } from '../../units/unit-op.js';
import { makePenalty } from '../make-penalty.js';
import { registerRegularizer } from '../register-regularizer.js';

/**
 * The distance of a weight from an orthogonal matrix, which keeps signals and gradients from growing
 * and from vanishing. For the matrix W with a row for each output unit:
 *
 *     R(W) = λ ‖G − I‖²        G the smaller one of W Wᵀ and Wᵀ W
 *     gradient:  4 λ (W Wᵀ W − W)
 *
 * The other product would add the constant λ |rows − columns|; so the "double" form that sums both has
 * twice this gradient. Parameters of rank ≤ 1 are left out always.
 *
 * Paper: Bansal et al., NeurIPS 2018, https://arxiv.org/abs/1810.09102
 *
 * @param lambda Strength λ, a finite number ≥ 0.
 * @throws {@link OptionError} when λ leaves its range.
 * @example
 * ```ts
 * const optimizer = new AdamW(model, { regularizer: orthogonal(1e-4) });
 * ```
 */
export function orthogonal(lambda: number): Regularizer<'penalty' | 'gradient'> {
  checkNonNegative('orthogonal', { lambda }, 'lambda');
  return makePenalty({
    name: 'orthogonal',
    options: { lambda },
    penaltyOf(w) {
      const rows = toRows(w, 'output');
      const gram = isWide(rows) ? matMul(rows, rows, false, true) : matMul(rows, rows, true);
      return scaled(lambda, sum(square(sub(gram, eye(gram.shape[0] as number)))));
    },
    gradient: (w) => mul(4 * lambda, call(excess, [w]).value),
  });
}

registerRegularizer('orthogonal', ({ lambda, ...others }: { lambda: number }) => {
  checkNames('orthogonal', others, []);
  return orthogonal(lambda);
});

/** W Wᵀ W − W. */
const excess = unitOp('output', {
  name: 'orthogonalExcess',
  run(w) {
    const product = isWide(w)
      ? matMul(matMul(w, w, false, true), w)
      : matMul(w, matMul(w, w, true));
    return sub(product, w);
  },
  interpret: (w) => combination(1, product(product(w, transposed(w)), w), -1, w),
});

const isWide = ({ shape: [rows = 0, columns = 0] }: Tensor): boolean => rows <= columns;
