import { call, mul, type Regularizer } from '@nadir/core';
import { checkNames, checkNonNegative, toRows } from '@nadir/core/internal';
import {
  div,
  greater,
  lessEqual,
  max,
  maximum,
  mul as scaled,
  sub,
  sum,
  type Tensor,
  where,
  zerosLike,
} from '@tensorflow/tfjs-core';
import { combination, makeMatrix } from '../../linear-algebra/matrix.js';
import { unitOp } from '../../units/unit-op.js';
import { makePenalty } from '../make-penalty.js';
import { registerRegularizer } from '../register-regularizer.js';
import { singularParts, singularPartsOf } from './singular-parts.js';
import { withGradient } from './with-gradient.js';

/**
 * The sum of the singular values of a weight, which lowers its rank: so that the weight is a product of two small
 * ones. It is to singular values what {@link l1} is to elements. For the matrix W = U diag(σ) Vᵀ with a row for each
 * output unit:
 *
 *     R(W) = λ Σ σᵢ
 *     gradient:  λ U Vᵀ, of the singular values that are not 0
 *     proximal:  U diag(max(0, σ − step · λ)) Vᵀ
 *
 * The gradient makes singular values small but hardly ever 0; the proximal step does, to rounding, and a weight whose
 * singular values are all within step · λ becomes exactly 0.
 *
 * Singular values and vectors come from the smaller one of W Wᵀ and Wᵀ W, which holds squares of them. So float32
 * does not tell those apart that are below 3e-4 of the largest: in the gradient they count as 0, in float64 too; the
 * proximal step takes step · λ from them along vectors that are mixed. The gradient of other singular values has
 * errors of about 1e-7 (σ₁ / σᵢ)², the proximal point errors of about 1e-7 σ₁.
 *
 * Each use finds all eigenvectors of that product. On a GPU these are some hundred operations for each of its rows, so
 * there it is for weights whose smaller side has tens of elements.
 *
 * Parameters of rank ≤ 1 are left out always.
 *
 * Paper: Cai, Candès & Shen, SIAM J. Optim. 20, 2010, https://arxiv.org/abs/0810.3286
 *
 * @param lambda Strength λ, a finite number ≥ 0.
 * @throws {@link OptionError} when λ leaves its range.
 * @example
 * ```ts
 * const optimizer = new SGD(model, { learningRate: 0.1, proximal: nuclearNorm(1e-2) });
 * ```
 */
export function nuclearNorm(lambda: number): Regularizer {
  checkNonNegative('nuclearNorm', { lambda }, 'lambda');
  return makePenalty({
    name: 'nuclearNorm',
    options: { lambda },
    penaltyOf: withGradient(
      (w) => scaled(lambda, sum(singularParts(toRows(w, 'output')).values)),
      (w) => scaled(lambda, directions.run([w], {}).value as Tensor),
    ),
    gradient: (w) => mul(lambda, call(directions, [w]).value),
    proximal: (w, step) => call(shrunk, [w], { step, lambda }).value,
  });
}

registerRegularizer('nuclearNorm', ({ lambda, ...others }: { lambda: number }) => {
  checkNames('nuclearNorm', others, []);
  return nuclearNorm(lambda);
});

/** The share of the largest singular value that is nothing: the root of a unit in the last place of float32. */
const leastShare = Math.sqrt(2 ** -23);

/** U Vᵀ. */
const directions = unitOp('output', {
  name: 'nuclearDirections',
  run(w) {
    const { values, combined } = singularParts(w);
    const isThere = greater(values, scaled(leastShare, max(values)));
    return combined(where(isThere, div(1, values), zerosLike(values)));
  },
  interpret(w) {
    const { values, combined } = singularPartsOf(w);
    const least = leastShare * Math.max(...values);
    return combined(values.map((value) => (value > least ? 1 / value : 0)));
  },
});

/** The smallest number that is divided by. */
const leastDivisor = 1e-30;

/**
 * U diag(max(0, σ − threshold)) Vᵀ, as what is left of W when U diag(min(σ, threshold)) Vᵀ is taken from it: the
 * rounding is that of the threshold, not that of W.
 */
const shrunk = unitOp('output', {
  name: 'shrinkSingularValues',
  run(w, { step = 0, lambda = 0 }) {
    const threshold = step * lambda;
    const { values, combined } = singularParts(w);
    const taken = combined(div(threshold, maximum(values, Math.max(threshold, leastDivisor))));
    return where(lessEqual(max(values), threshold), zerosLike(w), sub(w, taken));
  },
  interpret(w, { step = 0, lambda = 0 }) {
    const threshold = step * lambda;
    const { values, combined } = singularPartsOf(w);
    if (Math.max(...values) <= threshold) return makeMatrix(w.rows, w.columns, () => 0);
    const taken = combined(values.map((x) => threshold / Math.max(x, threshold, leastDivisor)));
    return combination(1, w, -1, taken);
  },
});
