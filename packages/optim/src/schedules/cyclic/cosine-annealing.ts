import { checkFinite, checkInteger } from '@nadir/core/internal';
import { defineSchedule } from '../define-schedule.js';

/** Options of {@link cosineAnnealing}. */
export interface CosineAnnealingOptions {
  /** Value at step 0, and at every other multiple of `steps`. */
  from: number;
  /** Value at step `steps`, and at the multiples between. Default `0`. */
  to?: number;
  /** Number of steps from the one to the other, an integer ≥ 1. */
  steps: number;
}

/**
 * A cosine that goes on: down to a value, and up again.
 *
 *     from + (to − from) · (1 − cos(π · step / steps)) / 2
 *
 * It is `torch.optim.lr_scheduler.CosineAnnealingLR(steps, to)` on the rate `from`. That its rate
 * rises after `T_max` is rarely wanted: {@link cosine} stays there, and {@link cosineRestarts} jumps.
 *
 * Paper: Loshchilov & Hutter, ICLR 2017, https://arxiv.org/abs/1608.03983
 * @throws {@link OptionError} when an option leaves the range written on it.
 * @example
 * ```ts
 * const rate = cosineAnnealing({ from: 0.1, steps: 2 });
 * [0, 1, 2, 3, 4].map(rate); // 0.1, 0.05, 0, 0.05, 0.1
 * ```
 */
export const cosineAnnealing = defineSchedule({
  name: 'cosineAnnealing',
  complete: ({ from, to = 0, steps }: CosineAnnealingOptions) => ({ from, to, steps }),
  check(o, where) {
    checkFinite(where, o, 'from', 'to');
    checkInteger(where, o, 1, 'steps');
  },
  curve({ from, to, steps }) {
    return (step) => from + ((to - from) * (1 - Math.cos((Math.PI * step) / steps))) / 2;
  },
});
