import { checkFinite, checkInteger } from '@nadir/core/internal';
import { defineSchedule } from '../define-schedule.js';

/** Options of {@link constantWarmup}. */
export interface ConstantWarmupOptions {
  /** Value at the first steps. */
  from: number;
  /** Value at step `steps` and after it. */
  to: number;
  /** Number of steps with the first value, an integer ≥ 0. */
  steps: number;
}

/**
 * One value for some steps, and another from then on.
 *
 *     from     while step < steps
 *     to       afterwards
 *
 * `torch.optim.lr_scheduler.ConstantLR(factor, total_iters)` on the rate b is
 * `constantWarmup({ from: factor * b, to: b, steps: total_iters })`. With 0 steps the value is `to`
 * from the start, where PyTorch's stays at `factor * b` for ever.
 *
 * @throws {@link OptionError} when an option leaves the range written on it.
 * @example
 * ```ts
 * const rate = constantWarmup({ from: 1e-4, to: 1e-3, steps: 2 });
 * [0, 1, 2, 3].map(rate); // 0.0001, 0.0001, 0.001, 0.001
 * ```
 */
export const constantWarmup = defineSchedule({
  name: 'constantWarmup',
  complete: ({ from, to, steps }: ConstantWarmupOptions) => ({ from, to, steps }),
  check(o, where) {
    checkFinite(where, o, 'from', 'to');
    checkInteger(where, o, 0, 'steps');
  },
  curve({ from, to, steps }) {
    return (step) => (step < steps ? from : to);
  },
});
