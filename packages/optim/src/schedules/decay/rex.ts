import { checkFinite, checkInteger } from '@nadir/core/internal';
import { defineSchedule } from '../define-schedule.js';

/** Options of {@link rex}. */
export interface RexOptions {
  /** Value at step 0. */
  from: number;
  /** Value at step `steps` and after it. Default `0`. */
  to?: number;
  /** Number of steps between the two, an integer ≥ 1. */
  steps: number;
}

/**
 * REX, a reflected exponential: it stays high for long and falls fast at its end.
 *
 *     z = step / steps
 *     to + (from − to) · (1 − z) / (1 − z / 2)     while step < steps
 *     to                                           afterwards
 *
 * Paper: Chen, Wolfe & Kyrillidis, MLSys 2022, https://arxiv.org/abs/2107.04197
 * @throws {@link OptionError} when an option leaves the range written on it.
 * @example
 * ```ts
 * const rate = rex({ from: 3, steps: 4 });
 * [0, 1, 2, 3, 4].map(rate); // 3, 2.571, 2, 1.2, 0
 * ```
 */
export const rex = defineSchedule({
  name: 'rex',
  complete: ({ from, to = 0, steps }: RexOptions) => ({ from, to, steps }),
  check(o, where) {
    checkFinite(where, o, 'from', 'to');
    checkInteger(where, o, 1, 'steps');
  },
  curve({ from, to, steps }) {
    return (step) => {
      const z = step / steps;
      // 1 − (1 − z) / (1 − z/2) = z / (2 − z), with which it starts exactly at `from`.
      return z < 1 ? from + (to - from) * (z / (2 - z)) : to;
    };
  },
});
