import { checkFinite } from '@nadir/core/internal';
import { defineSchedule } from '../define-schedule.js';
import type { NamedSchedule } from '../named-schedule.js';

/**
 * The same value at every step.
 *
 * Useful as a part of {@link join}: alone, a plain number says the same.
 *
 * @param value Any finite number.
 * @throws {@link OptionError} when the value is not finite.
 * @example
 * ```ts
 * const schedule = join([linearWarmup({ to: 1e-3, steps: 100 }), constant(1e-3)], [100]);
 * ```
 */
export const constant = (value: number): NamedSchedule => unchanging({ value });

const unchanging = defineSchedule({
  name: 'constant',
  complete: ({ value }: { value: number }) => ({ value }),
  check(o, where) {
    checkFinite(where, o, 'value');
  },
  curve({ value }) {
    return () => value;
  },
});
