import { checkFinite } from '@nadir/core/internal';
import { checkBoundaries, checkFactors, valuesOf } from '../boundaries.js';
import { defineSchedule } from '../define-schedule.js';

/** Options of {@link piecewiseConstant}. */
export interface PiecewiseConstantOptions {
  /** Value before the first boundary. */
  from: number;
  /** Steps at which the value jumps, integers ≥ 0 in order. One that stands there twice counts twice. */
  boundaries: readonly number[];
  /** What each boundary multiplies by: one number for all, or a list of as many. Default `0.1`. */
  factors?: number | readonly number[];
}

/**
 * Jumps at given steps.
 *
 *     from · ∏ factors[i]     over all i with boundaries[i] ≤ step
 *
 * `torch.optim.lr_scheduler.MultiStepLR(milestones, gamma)` on the rate b is
 * `piecewiseConstant({ from: b, boundaries: milestones, factors: gamma })`, and optax's
 * `piecewise_constant_schedule(b, { boundary: scale, … })` has a list of `factors`. Values of one's own
 * choice are {@link constant} schedules in {@link join}.
 *
 * @throws {@link OptionError} when an option leaves the range written on it.
 * @example
 * ```ts
 * const rate = piecewiseConstant({ from: 0.1, boundaries: [30, 80] });
 * [0, 29, 30, 80].map(rate); // 0.1, 0.1, 0.01, 0.001
 * ```
 */
export const piecewiseConstant = defineSchedule({
  name: 'piecewiseConstant',
  complete: ({ from, boundaries, factors = 0.1 }: PiecewiseConstantOptions) => ({
    from,
    boundaries,
    factors,
  }),
  check(o, where) {
    checkFinite(where, o, 'from');
    checkBoundaries(where, o.boundaries, 0, 0);
    checkFactors(where, o.factors, o.boundaries);
  },
  curve({ from, boundaries, factors }) {
    const values = valuesOf(from, factors, boundaries);
    return (step) => {
      const passed = boundaries.findLastIndex((boundary) => boundary <= step) + 1;
      return values[passed] as number;
    };
  },
});
