import { checkFinite, checkInteger, checkNames } from '@nadir/core/internal';
import { type NamedSchedule, nameSchedule } from './named-schedule.js';

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
export function rex(options: RexOptions): NamedSchedule {
  checkNames('rex', options, ['from', 'to', 'steps']);
  const { from, to = 0, steps } = options;
  checkFinite('rex', { from, to }, 'from', 'to');
  checkInteger('rex', { steps }, 1, 'steps');
  return nameSchedule({ schedule: 'rex', from, to, steps }, (step) => {
    const z = step / steps;
    // 1 − (1 − z) / (1 − z/2) = z / (2 − z), with which it starts exactly at `from`.
    return z < 1 ? from + (to - from) * (z / (2 - z)) : to;
  });
}
