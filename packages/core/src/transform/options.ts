import { describe, OptionError } from '../errors.js';
import type { Numeric, OptionValue, OptionValues, Rule, Schedule } from './rule.js';

/** Options by name, schedules as they were given. */
export type GivenOptions = Readonly<Record<string, Numeric | OptionValue>>;

/** Options with every schedule replaced by what `evaluateSchedule` makes of it. */
export function evaluate(
  options: GivenOptions,
  evaluateSchedule: (schedule: Schedule) => number,
): OptionValues {
  return Object.fromEntries(
    Object.entries(options).map(([name, value]) => [
      name,
      typeof value === 'function' ? evaluateSchedule(value) : value,
    ]),
  );
}

/** Options for which only their structure counts: a schedule may be 0 at one step and not at another. */
export const unevaluated = (options: GivenOptions): OptionValues =>
  evaluate(options, () => Number.NaN);

/**
 * Fails unless every option is of the type of its default, or a schedule where that is a number which may change.
 * @throws {@link OptionError}
 */
export function checkTypes(
  where: string,
  options: GivenOptions,
  { defaults, fixed }: Pick<Rule, 'defaults' | 'fixed'>,
): void {
  for (const [name, value] of Object.entries(options)) {
    const expected = kindOf(defaults[name]);
    const mayChange = expected === 'number' && !fixed.includes(name);
    const fits = kindOf(value) === expected || (mayChange && typeof value === 'function');
    if (!fits || Number.isNaN(value)) {
      const also = mayChange ? ' or a schedule' : '';
      throw new OptionError(
        `${where}.${name}: got ${describe(value)}, expected a ${expected}${also}.`,
      );
    }
  }
}

/** The type of an option in words. */
function kindOf(value: unknown): string {
  const isList = Array.isArray(value) && value.every((item) => Number.isFinite(item));
  return isList ? 'list of numbers' : typeof value;
}
