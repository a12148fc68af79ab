import { checkFinite, checkNonNegative, checkPositive } from '@nadir/core/internal';
import { defineSchedule } from '../define-schedule.js';

/** Options of {@link inverseTimeDecay}. */
export interface InverseTimeDecayOptions {
  /** Value at step 0. */
  from: number;
  /** What each `every` steps add to the divisor, ≥ 0. */
  rate: number;
  /** Number of steps that `rate` stands for, > 0. Default `1`. */
  every?: number;
}

/**
 * One over the time.
 *
 *     from / (1 + rate · step / every)
 *
 * It is Keras's `InverseTimeDecay(from, every, rate)`, and with `every: 1` what
 * `learningRateDecay` is to Adagrad.
 *
 * @throws {@link OptionError} when an option leaves the range written on it.
 * @example
 * ```ts
 * const rate = inverseTimeDecay({ from: 0.1, rate: 1, every: 100 });
 * [0, 100, 300].map(rate); // 0.1, 0.05, 0.025
 * ```
 */
export const inverseTimeDecay = defineSchedule({
  name: 'inverseTimeDecay',
  complete: ({ from, rate, every = 1 }: InverseTimeDecayOptions) => ({ from, rate, every }),
  check(o, where) {
    checkFinite(where, o, 'from');
    checkNonNegative(where, o, 'rate');
    checkPositive(where, o, 'every');
  },
  curve({ from, rate, every }) {
    return (step) => from / (1 + (rate * step) / every);
  },
});
