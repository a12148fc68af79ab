import type { Schedule } from '@nadir/core';
import { checkFinite } from '@nadir/core/internal';
import { checkSchedule } from '../check-schedule.js';
import { defineSchedule } from '../define-schedule.js';
import type { NamedSchedule } from '../named-schedule.js';

/** Options of {@link multiplicative}. */
export interface MultiplicativeOptions<Factor extends Schedule = Schedule> {
  /** Value at step 0. */
  from: number;
  /** What step 1, 2, … multiplies the value before it by. */
  factor: Factor;
}

/**
 * A product that grows with every step.
 *
 *     from · factor(1) · factor(2) · … · factor(step)
 *
 * It is `torch.optim.lr_scheduler.MultiplicativeLR(factor)` on the rate `from`. The last product is
 * remembered, so asked for step after step it costs one multiplication each; what it returns does
 * not depend on what was asked before. `LambdaLR` needs nothing of the kind: any function of the step
 * is a schedule, and {@link scale} multiplies it by the rate.
 *
 * The result can be saved if the factor can.
 *
 * @throws {@link OptionError} when `from` is not finite or the factor is not a function.
 * @example
 * ```ts
 * const rate = multiplicative({ from: 1, factor: (step) => 1 - 1 / (step + 1) });
 * [0, 1, 2, 3].map(rate); // 1, 0.5, 0.333, 0.25
 * ```
 */
export function multiplicative(options: MultiplicativeOptions<NamedSchedule>): NamedSchedule;
export function multiplicative(options: MultiplicativeOptions): Schedule;
export function multiplicative(options: MultiplicativeOptions): Schedule {
  return growing(options);
}

const growing = defineSchedule({
  name: 'multiplicative',
  complete: ({ from, factor }: MultiplicativeOptions) => ({ from, factor }),
  check(o, where) {
    checkFinite(where, o, 'from');
    checkSchedule(`${where}.factor`, o.factor);
  },
  curve({ from, factor }) {
    let last = { step: 0, value: from };
    return (step) => {
      let { step: k, value } = step < last.step ? { step: 0, value: from } : last;
      while (k < Math.floor(step)) {
        k++;
        value *= factor(k);
      }
      last = { step: k, value };
      return value;
    };
  },
});
