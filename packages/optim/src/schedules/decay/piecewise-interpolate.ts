import { checkFinite } from '@nadir/core/internal';
import { checkBoundaries, checkFactors, valuesOf } from '../boundaries.js';
import { between, type CurveShape, checkCurveShape } from '../curve-shape.js';
import { defineSchedule } from '../define-schedule.js';

/** Options of {@link piecewiseInterpolate}. */
export interface PiecewiseInterpolateOptions {
  /** Value at step 0. */
  from: number;
  /** Steps at which the value has changed by a factor, integers ≥ 1 that increase. */
  boundaries: readonly number[];
  /** What each boundary multiplies by: one number for all, or a list of as many. */
  factors: number | readonly number[];
  /** The way from each value to the next. Default `'linear'`. */
  shape?: CurveShape;
}

/**
 * From value to value without a jump, and the last one stays.
 *
 * At `boundaries[i]` the value is `from · factors[0] · … · factors[i]`. The numbers are those of optax's
 * `piecewise_interpolate_schedule(shape, from, { boundary: factor, … })`. Its `cosine_onecycle_schedule`
 * and `linear_onecycle_schedule` are of this kind, with two boundaries.
 *
 * @throws {@link OptionError} when an option leaves the range written on it.
 * @example
 * ```ts
 * const rate = piecewiseInterpolate({ from: 0.1, boundaries: [10, 30], factors: [10, 0.01] });
 * [0, 5, 10, 20, 30].map(rate); // 0.1, 0.55, 1, 0.505, 0.01
 * ```
 */
export const piecewiseInterpolate = defineSchedule({
  name: 'piecewiseInterpolate',
  complete: ({ from, boundaries, factors, shape = 'linear' }: PiecewiseInterpolateOptions) => ({
    from,
    boundaries,
    factors,
    shape,
  }),
  check(o, where) {
    checkFinite(where, o, 'from');
    checkBoundaries(where, o.boundaries, 1, 1);
    checkFactors(where, o.factors, o.boundaries);
    checkCurveShape(where, o.shape);
  },
  curve({ from, boundaries, factors, shape }) {
    const ends = [0, ...boundaries];
    const values = valuesOf(from, factors, boundaries);
    return (step) => {
      const i = Math.max(
        ends.findLastIndex((end) => end <= step),
        0,
      );
      const [start, end] = [ends[i] as number, ends[i + 1]];
      const value = values[i] as number;
      if (end === undefined) return value;
      return between(value, values[i + 1] as number, shape, (step - start) / (end - start));
    };
  },
});
