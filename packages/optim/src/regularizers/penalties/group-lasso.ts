import {
  add,
  div,
  type Expr,
  less,
  mul,
  type Operand,
  type Regularizer,
  sign,
  sub,
  where,
} from '@nadir/core';
import { checkNonNegative, checkOptions, fromRows, toRows, type Units } from '@nadir/core/internal';
import {
  greater,
  add as plus,
  div as ratio,
  mul as scaled,
  where as select,
  sum,
  zerosLike,
} from '@tensorflow/tfjs-core';
import { rmsOfUnit, rowRms } from '../../units/norms.js';
import { makePenalty } from '../make-penalty.js';
import { type UnitRegularizerOptions, unitOptions } from '../options.js';
import { registerRegularizer } from '../register-regularizer.js';
import { shrink } from '../shrink.js';
import { absolute } from './absolute.js';
import { withGradient } from './with-gradient.js';

/** Options of {@link groupLasso}. */
export interface GroupLassoOptions extends UnitRegularizerOptions {
  /** Strength λ₁ of an {@link l1} penalty beside it, the sparse group lasso, ≥ 0. Default `0`. */
  l1?: number;
}

/**
 * The group lasso, which makes whole units of a weight 0, so that they can be removed.
 *
 *     R(w) = λ Σ √|g| ‖w_g‖ + λ₁ Σ|w|         over units g of |g| weights each
 *     gradient:  λ √|g| w_g / ‖w_g‖ + λ₁ sign(w), with 0 for a unit of zeros
 *     proximal:  z = sign(w) · max(|w| − step · λ₁, 0), then z_g · max(0, 1 − step · λ √|g| / ‖z_g‖)
 *
 * As with {@link l1}, the gradient makes units small but hardly ever 0; the proximal step does.
 *
 * Papers: Yuan & Lin, J. R. Stat. Soc. B 68, 2006, https://doi.org/10.1111/j.1467-9868.2005.00532.x;
 * Simon et al., J. Comput. Graph. Stat. 22, 2013 (sparse), https://doi.org/10.1080/10618600.2012.681250
 *
 * @param lambda Strength λ, a finite number ≥ 0.
 * @throws {@link OptionError} when λ or an option leaves its range.
 * @example
 * ```ts
 * const optimizer = new SGD(model, { learningRate: 0.1, proximal: groupLasso(1e-3) });
 * ```
 */
export function groupLasso(lambda: number, options: GroupLassoOptions = {}): Regularizer {
  checkOptions('groupLasso', options);
  const { l1 = 0 } = options;
  checkNonNegative('groupLasso', { lambda, l1 }, 'lambda', 'l1');
  const { units, include } = unitOptions('groupLasso', options, 'l1');
  // √|g| / ‖w_g‖ is 1 / rms(w_g), and √|g| ‖w_g‖ the sum of rms(w_g) over the unit.
  const unitTerm = withGradient(
    (w) => {
      const rows = toRows(w, units);
      return scaled(lambda * (rows.shape[1] as number), sum(rowRms(rows)));
    },
    (w) => {
      const rows = toRows(w, units);
      const rms = rowRms(rows);
      const direction = select(greater(rms, 0), ratio(rows, rms), zerosLike(rows));
      return scaled(lambda, fromRows(direction, units, w.shape));
    },
  );
  return makePenalty({
    name: 'groupLasso',
    options: { lambda, l1, units, include },
    penaltyOf: (w) => {
      const term = unitTerm(w);
      return l1 === 0 ? term : plus(term, scaled(l1, sum(absolute(w))));
    },
    gradient(w) {
      const rms = rmsOfUnit(w, units);
      const direction = where(less(0, rms), div(w, rms), 0);
      return l1 === 0 ? mul(lambda, direction) : add(mul(lambda, direction), mul(l1, sign(w)));
    },
    proximal(w, step) {
      const z = l1 === 0 ? w : shrink(w, mul(step, l1));
      return shrinkUnits(z, mul(step, lambda), units);
    },
  });
}

registerRegularizer(
  'groupLasso',
  ({ lambda, ...options }: GroupLassoOptions & { lambda: number }) => groupLasso(lambda, options),
);

/** z_g · max(0, 1 − threshold / rms(z_g)). */
function shrinkUnits(z: Expr, threshold: Operand, units: Units): Expr {
  const rms = rmsOfUnit(z, units);
  return where(less(threshold, rms), mul(z, sub(1, div(threshold, rms))), 0);
}
