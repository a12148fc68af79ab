import { OptionError } from '@nadir/core';
import { checkFinite, checkInteger, describe } from '@nadir/core/internal';
import { defineSchedule } from '../define-schedule.js';

/** Options of {@link tanhDecay}. */
export interface TanhDecayOptions {
  /** Value that it starts near. */
  from: number;
  /** Value at step `steps` and after it. Default `0`. */
  to?: number;
  /** Number of steps of the decay, an integer ≥ 1. */
  steps: number;
  /** Where the tanh begins, less than `upper`. Default `-7`. */
  lower?: number;
  /** Where the tanh ends. Default `3`. */
  upper?: number;
}

/**
 * A piece of a hyperbolic tangent: long near its start, then fast, and a slow end.
 *
 *     to + (from − to) · (1 − tanh(lower + (upper − lower) · step / steps)) / 2     while step < steps
 *     to                                                                            afterwards
 *
 * The numbers are those of timm's `TanhLRScheduler(t_initial=steps, lb=lower, ub=upper, lr_min=to)`.
 *
 * Paper: Hsueh et al., WACV 2019, https://arxiv.org/abs/1806.01593
 * @throws {@link OptionError} when an option leaves the range written on it.
 * @example
 * ```ts
 * const rate = tanhDecay({ from: 0.1, steps: 100 });
 * [0, 50, 70, 90, 100].map(rate); // 0.1, 0.0982, 0.05, 0.0018, 0
 * ```
 */
export const tanhDecay = defineSchedule({
  name: 'tanhDecay',
  complete: ({ from, to = 0, steps, lower = -7, upper = 3 }: TanhDecayOptions) => ({
    from,
    to,
    steps,
    lower,
    upper,
  }),
  check(o, where) {
    checkFinite(where, o, 'from', 'to', 'lower', 'upper');
    checkInteger(where, o, 1, 'steps');
    if (o.lower >= o.upper) {
      throw new OptionError(
        `${where}.lower: got ${describe(o.lower)}, expected less than upper, ${o.upper}.`,
      );
    }
  },
  curve({ from, to, steps, lower, upper }) {
    return (step) => {
      if (step >= steps) return to;
      const x = lower + (upper - lower) * (step / steps);
      return to + ((from - to) * (1 - Math.tanh(x))) / 2;
    };
  },
});
