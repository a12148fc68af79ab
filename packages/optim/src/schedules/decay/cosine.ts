import { checkFinite, checkInteger, checkPositive } from '@nadir/core/internal';
import { defineSchedule } from '../define-schedule.js';

/** Options of {@link cosine}. */
export interface CosineOptions {
  /** Value at step 0. */
  from: number;
  /** Value at step `steps` and after it. Default `0`. */
  to?: number;
  /** Number of steps between the two, an integer ≥ 1. */
  steps: number;
  /** Power to which the cosine is raised, > 0. Default `1`. */
  exponent?: number;
}

/**
 * Half a period of a cosine from one value to another, which then stays.
 *
 *     to + (from − to) · ((1 + cos(π · step / steps)) / 2)^exponent     while step < steps
 *     to                                                                afterwards
 *
 * Up to `steps` the numbers are those of `torch.optim.lr_scheduler.CosineAnnealingLR(steps, to)`.
 * After that PyTorch's rate rises again, as {@link cosineAnnealing} does; this one stays, as
 * `optax.cosine_decay_schedule(from, steps, to / from, exponent)` does. Upward, `from` below `to`, it
 * is a warm-up.
 *
 * Paper: Loshchilov & Hutter, ICLR 2017, https://arxiv.org/abs/1608.03983
 * @throws {@link OptionError} when an option leaves the range written on it.
 * @example
 * ```ts
 * const rate = cosine({ from: 0.1, steps: 2 });
 * [0, 1, 2, 3].map(rate); // 0.1, 0.05, 0, 0
 * ```
 */
export const cosine = defineSchedule({
  name: 'cosine',
  complete: ({ from, to = 0, steps, exponent = 1 }: CosineOptions) => ({
    from,
    to,
    steps,
    exponent,
  }),
  check(o, where) {
    checkFinite(where, o, 'from', 'to');
    checkInteger(where, o, 1, 'steps');
    checkPositive(where, o, 'exponent');
  },
  curve({ from, to, steps, exponent }) {
    return (step) => {
      if (step >= steps) return to;
      const left = ((1 + Math.cos((Math.PI * step) / steps)) / 2) ** exponent;
      return from + (to - from) * (1 - left);
    };
  },
});
