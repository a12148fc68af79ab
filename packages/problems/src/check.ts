import { describe, ProblemError } from './errors.js';

/** A numeric option: its default, and the values it accepts. */
export interface NumericOption {
  readonly fallback: number;
  /** The accepted values, in words. */
  readonly expected: string;
  accepts(value: number): boolean;
}

/** An interval as mathematics writes it, such as `[0, 1)`, which messages show. */
type Interval = `${'[' | '('}${number}, ${number}${']' | ')'}`;

/** An option that takes any number in an interval. */
export function number(fallback: number, interval: Interval): NumericOption {
  return { fallback, expected: `a number in ${interval}`, accepts: isIn(interval) };
}

/** An option that takes the integers in an interval. */
export function integer(fallback: number, interval: Interval): NumericOption {
  const inside = isIn(interval);
  return {
    fallback,
    expected: `an integer in ${interval}`,
    accepts: (value) => Number.isInteger(value) && inside(value),
  };
}

/**
 * Every option of `table`, as given or its default.
 * @throws {@link ProblemError} at an unknown name, or at a value that its option does not accept.
 */
export function readOptions<Name extends string>(
  where: string,
  given: object,
  table: Readonly<Record<Name, NumericOption>>,
): Record<Name, number> {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    throw new ProblemError(`${where}: got ${describe(given)}, expected an object with options.`);
  }
  const names = Object.keys(table) as Name[];
  for (const name of Object.keys(given)) {
    if (!Object.hasOwn(table, name)) {
      const known = names.map((word) => `\`${word}\``).join(', ');
      throw new ProblemError(`${where}: got option \`${name}\`, expected ${known}.`);
    }
  }
  const values = given as Partial<Record<Name, unknown>>;
  const read = (name: Name): number => {
    const { fallback, expected, accepts } = table[name];
    const value = values[name] === undefined ? fallback : values[name];
    if (typeof value === 'number' && accepts(value)) return value;
    throw new ProblemError(`${where}.${name}: got ${describe(value)}, expected ${expected}.`);
  };
  return Object.fromEntries(names.map((name) => [name, read(name)])) as Record<Name, number>;
}

/** Membership in an interval. NaN fails every comparison, so no interval holds it. */
function isIn(interval: Interval): (value: number) => boolean {
  const [low, high] = interval.slice(1, -1).split(', ').map(Number) as [number, number];
  const includesLow = interval.startsWith('[');
  const includesHigh = interval.endsWith(']');
  return (value) =>
    (includesLow ? value >= low : value > low) && (includesHigh ? value <= high : value < high);
}
