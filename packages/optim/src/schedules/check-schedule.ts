import { OptionError } from '@nadir/core';
import { describe } from '@nadir/core/internal';

/** Throws unless `value` is a function. */
export function checkSchedule(where: string, value: unknown): void {
  if (typeof value !== 'function') {
    throw new OptionError(
      `${where}: got ${describe(value)}, expected a schedule. Write \`constant(x)\` for a number x.`,
    );
  }
}

/** Throws unless `values` is a list of schedules that is not empty. */
export function checkSchedules(where: string, values: unknown): void {
  if (!Array.isArray(values) || values.length === 0) {
    throw new OptionError(
      `${where}: got ${describe(values)}, expected a list of at least one schedule.`,
    );
  }
  values.forEach((value, i) => {
    checkSchedule(`${where}[${i}]`, value);
  });
}
