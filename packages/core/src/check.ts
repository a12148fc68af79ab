import { Tensor } from '@tensorflow/tfjs-core';
import { describe, notAccepted, OptionError, TensorError } from './errors.js';
import { wholeWords } from './option-words.js';

type Values<Name extends string> = Readonly<Record<Name, unknown>>;

/** Throws unless each named value is in a range. `where` begins the message. */
type Check = <Name extends string>(where: string, values: Values<Name>, ...names: Name[]) => void;

/** A check of values of one range, which `expected` tells in words. */
const checkOf =
  (accepts: (x: unknown) => boolean, expected: string): Check =>
  (where, values, ...names) => {
    for (const name of names) {
      if (accepts(values[name])) continue;
      throw notAccepted(`${where}.${name}`, values[name], expected);
    }
  };

/** The same of numbers. NaN fails every comparison, so it is refused by each range. */
const numbers = (accepts: (x: number) => boolean, expected: string): Check =>
  checkOf((x) => typeof x === 'number' && accepts(x), expected);

/** The same of numbers of which a kernel sees the nearest float32 number, which has to be in the range too. */
const floats =
  (accepts: (x: number) => boolean, expected: string): Check =>
  (where, values, ...names) => {
    numbers(accepts, expected)(where, values, ...names);
    for (const name of names) {
      const value = values[name] as number;
      const seen = Math.fround(value);
      if (accepts(seen)) continue;
      throw new OptionError(
        `${where}.${name}: got ${value}, which is ${seen} in float32, expected ${expected}.`,
      );
    }
  };

/** Throws unless each named value is a finite number, also as a float32 number. */
export const checkFinite: Check = /* @__PURE__ */ floats(Number.isFinite, 'a finite number');

/** Throws unless each named value is a finite number ≥ 0, also as a float32 number. */
export const checkNonNegative: Check = /* @__PURE__ */ floats(
  (x) => x >= 0 && x < Infinity,
  'a finite number ≥ 0',
);

/** Throws unless each named value is a finite number > 0, also as a float32 number. */
export const checkPositive: Check = /* @__PURE__ */ floats(
  (x) => x > 0 && x < Infinity,
  'a finite number > 0',
);

/** Throws unless each named value is a finite number ≤ 0, also as a float32 number. */
export const checkNonPositive: Check = /* @__PURE__ */ floats(
  (x) => x <= 0 && x > -Infinity,
  'a finite number ≤ 0',
);

/** Throws unless each named value is a number in [0, 1). */
export const checkFraction: Check = /* @__PURE__ */ numbers(
  (x) => x >= 0 && x < 1,
  'a number in [0, 1)',
);

/** Throws unless each named value is a number in [0, 1]. */
export const checkProbability: Check = /* @__PURE__ */ numbers(
  (x) => x >= 0 && x <= 1,
  'a number in [0, 1]',
);

/** Throws unless each named value is an integer in [0, 2³²): what keys, streams and steps are. */
export const checkUint32: Check = /* @__PURE__ */ numbers(
  (x) => Number.isInteger(x) && x >= 0 && x < 2 ** 32,
  'an integer in [0, 2³²)',
);

/** Throws unless each named value is `true` or `false`. */
export const checkBoolean: Check = /* @__PURE__ */ checkOf(
  (x) => typeof x === 'boolean',
  'true or false',
);

/** Throws unless each named value is a finite number ≥ `least`, also as a float32 number. */
export function checkAtLeast<Name extends string>(
  where: string,
  values: Values<Name>,
  least: number,
  ...names: Name[]
): void {
  const check = floats((x) => x >= least && x < Infinity, `a finite number ≥ ${least}`);
  check(where, values, ...names);
}

/** Throws unless each named value is an integer ≥ `least`. */
export function checkInteger<Name extends string>(
  where: string,
  values: Values<Name>,
  least: number,
  ...names: Name[]
): void {
  const check = numbers((x) => Number.isSafeInteger(x) && x >= least, `an integer ≥ ${least}`);
  check(where, values, ...names);
}

/** Throws unless `shape` is a list of integers ≥ 0. */
export function checkShape(where: string, shape: unknown): void {
  const fits = (size: unknown) => Number.isSafeInteger(size) && (size as number) >= 0;
  if (!Array.isArray(shape) || !shape.every(fits)) {
    throw notAccepted(`${where}.shape`, shape, 'a list of integers ≥ 0');
  }
}

/** Throws unless the named value is one of the words listed. */
export function checkWord<Name extends string>(
  where: string,
  values: Values<Name>,
  name: Name,
  words: readonly string[],
): void {
  if (words.includes(values[name] as string)) return;
  const list = words.map((word) => `'${word}'`).join(' or ');
  throw notAccepted(`${where}.${name}`, values[name], list);
}

/** Throws unless a value is an object of what `expected` tells in words. */
export function checkObject(
  where: string,
  given: unknown,
  expected: string,
): asserts given is object {
  if (typeof given !== 'object' || given === null) throw notAccepted(where, given, expected);
}

/** Throws unless options are an object. */
export function checkOptions(where: string, given: unknown): asserts given is object {
  checkObject(where, given, 'an object of options');
}

/** Whether a value is a tensor that was not disposed of. */
export const isInUse = (value: unknown): value is Tensor =>
  value instanceof Tensor && !value.isDisposed;

/** Throws unless a value is a tensor in use. */
export function checkTensor(where: string, given: unknown): asserts given is Tensor {
  if (isInUse(given)) return;
  throw new TensorError(`${where}: got ${describe(given)}, expected a tensor in use.`);
}

/** Throws unless options are an object; and at the first key that is not in `known`, with the word to write. */
export function checkNames(where: string, given: object, known: readonly string[]): void {
  checkOptions(where, given);
  const quote = (words: readonly string[]) => words.map((word) => `\`${word}\``);
  for (const name of Object.keys(given)) {
    if (known.includes(name)) continue;
    const words = wholeWords(name).filter((word) => known.includes(word));
    const advice =
      words.length === 0 ? '' : ` Write ${quote(words).join(' and ')} for \`${name}\`.`;
    throw new OptionError(
      `${where}: got option \`${name}\`, expected ${quote(known).join(', ') || 'none'}.${advice}`,
    );
  }
}
