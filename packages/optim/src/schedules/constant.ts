import { checkFinite } from '@nadir/core/internal';
import { type NamedSchedule, nameSchedule } from './named-schedule.js';

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
export function constant(value: number): NamedSchedule {
  checkFinite('constant', { value }, 'value');
  return nameSchedule({ schedule: 'constant', value }, () => value);
}
