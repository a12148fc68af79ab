import { notAccepted } from '../errors.js';

/** A pure function from the number of steps done before, 0 at first, to a value. */
export type Schedule = (step: number) => number;

/** A schedule that follows something else beside the step, and is saved with that. */
export interface StatefulSchedule extends Schedule {
  /**
   * Checks its saved form.
   *
   * @param resumes Is given what lets it go on from there.
   * @returns Itself, or `undefined` where another schedule was saved.
   * @throws {@link StateError} when the state in it is none.
   */
  goOnFrom(saved: unknown, resumes: (() => void)[]): StatefulSchedule | undefined;
}

/** A number, or a schedule that gives it at each step. */
export type Numeric = number | Schedule;

/** What an option of a transform can be once schedules are evaluated. */
export type OptionValue = number | boolean | string | readonly number[];

/** Options of a transform by name, schedules evaluated. */
export type OptionValues = Readonly<Record<string, OptionValue>>;

/** Options by name, schedules as they were given. */
export type GivenOptions = Readonly<Record<string, Numeric | OptionValue>>;

/**
 * Options as the structure of a transform may depend on them: of a number only whether it matters,
 * that is, whether it is a schedule or other than 0, unless it is fixed.
 */
export type Structure = Readonly<Record<string, boolean | string | number | readonly number[]>>;

/**
 * The default of an option that has none: another transform of the chain declares it, or the optimizer is given it.
 * Decoupled weight decay needs a learning rate, and takes that of the step behind it.
 *
 * The transform that declares an option checks its range; one that requires it does not, since it may not be there yet.
 */
export const required: number = Number.NaN;

/** Options with every schedule replaced by what `evaluateSchedule` makes of it. */
export function evaluate(
  options: GivenOptions,
  evaluateSchedule: (schedule: Schedule) => number,
): OptionValues {
  const values: Record<string, OptionValue> = {};
  for (const name in options) {
    const value = options[name] as Numeric | OptionValue;
    values[name] = typeof value === 'function' ? evaluateSchedule(value) : value;
  }
  return values;
}

/** Options for which only their structure counts: a schedule may be 0 at one step and not at another. */
export const unevaluated = (options: GivenOptions): OptionValues =>
  evaluate(options, () => Number.NaN);

/**
 * The options as {@link Structure}: numbers by whether they matter, but for those that are fixed. `NaN`
 * stands for a schedule.
 */
export function structureOf(options: OptionValues, fixed: readonly string[] = []): Structure {
  return Object.fromEntries(
    Object.entries(options).map(([name, value]) => [
      name,
      typeof value === 'number' && !fixed.includes(name) ? value !== 0 : value,
    ]),
  );
}

/** The options that a transform declares. */
interface Declared {
  readonly defaults: OptionValues;
  readonly fixed: readonly string[];
}

/**
 * Fails unless every option is of the type of its default, or a schedule where that is a number which may change.
 * @throws {@link OptionError}
 */
export function checkTypes(
  where: string,
  options: GivenOptions,
  { defaults, fixed }: Declared,
): void {
  for (const name in options) {
    const value = options[name];
    const expected = kindOf(defaults[name]);
    const mayChange = expected === 'number' && !fixed.includes(name);
    const fits = kindOf(value) === expected || (mayChange && typeof value === 'function');
    if (!fits || Number.isNaN(value)) {
      const also = mayChange ? ' or a schedule' : '';
      throw notAccepted(`${where}.${name}`, value, `a ${expected}${also}`);
    }
  }
}

/** The type of an option in words. */
function kindOf(value: unknown): string {
  const isList = Array.isArray(value) && value.every((item) => Number.isFinite(item));
  return isList ? 'list of numbers' : typeof value;
}
