import { describe, OptionError } from './errors.js';

type Values<Name extends string> = Readonly<Record<Name, unknown>>;

/** Throws unless each named value is a finite number, also as the float32 number that a kernel sees. */
export function checkFinite<Name extends string>(
  where: string,
  values: Values<Name>,
  ...names: Name[]
): void {
  checkEach(where, values, names, Number.isFinite, 'a finite number', Math.fround);
}

/** Throws unless each named value is a finite number ≥ 0, also as a float32 number. */
export function checkNonNegative<Name extends string>(
  where: string,
  values: Values<Name>,
  ...names: Name[]
): void {
  const fits = (x: number) => x >= 0 && x < Infinity;
  checkEach(where, values, names, fits, 'a finite number ≥ 0', Math.fround);
}

/** Throws unless each named value is a finite number > 0, also as a float32 number. */
export function checkPositive<Name extends string>(
  where: string,
  values: Values<Name>,
  ...names: Name[]
): void {
  const fits = (x: number) => x > 0 && x < Infinity;
  checkEach(where, values, names, fits, 'a finite number > 0', Math.fround);
}

/** Throws unless each named value is a finite number ≥ `least`, also as a float32 number. */
export function checkAtLeast<Name extends string>(
  where: string,
  values: Values<Name>,
  least: number,
  ...names: Name[]
): void {
  const fits = (x: number) => x >= least && x < Infinity;
  checkEach(where, values, names, fits, `a finite number ≥ ${least}`, Math.fround);
}

/** Throws unless each named value is a finite number ≤ 0, also as a float32 number. */
export function checkNonPositive<Name extends string>(
  where: string,
  values: Values<Name>,
  ...names: Name[]
): void {
  const fits = (x: number) => x <= 0 && x > -Infinity;
  checkEach(where, values, names, fits, 'a finite number ≤ 0', Math.fround);
}

/** Throws unless each named value is a number in [0, 1). */
export function checkFraction<Name extends string>(
  where: string,
  values: Values<Name>,
  ...names: Name[]
): void {
  checkEach(where, values, names, (x) => x >= 0 && x < 1, 'a number in [0, 1)');
}

/** Throws unless each named value is a number in [0, 1]. */
export function checkProbability<Name extends string>(
  where: string,
  values: Values<Name>,
  ...names: Name[]
): void {
  checkEach(where, values, names, (x) => x >= 0 && x <= 1, 'a number in [0, 1]');
}

/** Throws unless each named value is an integer ≥ `least`. */
export function checkInteger<Name extends string>(
  where: string,
  values: Values<Name>,
  least: number,
  ...names: Name[]
): void {
  checkEach(
    where,
    values,
    names,
    (x) => Number.isSafeInteger(x) && x >= least,
    `an integer ≥ ${least}`,
  );
}

/** Throws unless each named value is an integer in [0, 2³²): what keys, streams and steps are. */
export function checkUint32<Name extends string>(
  where: string,
  values: Values<Name>,
  ...names: Name[]
): void {
  checkEach(
    where,
    values,
    names,
    (x) => Number.isInteger(x) && x >= 0 && x < 2 ** 32,
    'an integer in [0, 2³²)',
  );
}

/** Throws unless `shape` is a list of integers ≥ 0. */
export function checkShape(where: string, shape: unknown): void {
  const fits = (size: unknown) => Number.isSafeInteger(size) && (size as number) >= 0;
  if (!Array.isArray(shape) || !shape.every(fits)) {
    throw new OptionError(
      `${where}.shape: got ${describe(shape)}, expected a list of integers ≥ 0.`,
    );
  }
}

/** Throws unless each named value is `true` or `false`. */
export function checkBoolean<Name extends string>(
  where: string,
  values: Values<Name>,
  ...names: Name[]
): void {
  for (const name of names) {
    if (typeof values[name] !== 'boolean') {
      throw new OptionError(
        `${where}.${name}: got ${describe(values[name])}, expected true or false.`,
      );
    }
  }
}

/** Throws unless the named value is one of the words listed. */
export function checkWord<Name extends string>(
  where: string,
  values: Values<Name>,
  name: Name,
  words: readonly string[],
): void {
  if (!words.includes(values[name] as string)) {
    const list = words.map((word) => `'${word}'`).join(' or ');
    throw new OptionError(`${where}.${name}: got ${describe(values[name])}, expected ${list}.`);
  }
}

/** @param seen What a kernel sees of a number, which has to be in the range too. */
function checkEach<Name extends string>(
  where: string,
  values: Values<Name>,
  names: readonly Name[],
  accepts: (x: number) => boolean,
  expected: string,
  seen: (x: number) => number = (x) => x,
): void {
  for (const name of names) {
    const value = values[name];
    // NaN fails every comparison, so it is refused by each range.
    const fits = typeof value === 'number' && accepts(value);
    if (fits && accepts(seen(value))) continue;
    const got = fits ? `${value}, which is ${seen(value)} in float32` : describe(value);
    throw new OptionError(`${where}.${name}: got ${got}, expected ${expected}.`);
  }
}

/** Short names of PyTorch's options that are other words here, not the same in snake case. */
const shortNames: ReadonlyMap<string, readonly string[]> = new Map([
  ['lr', ['learningRate']],
  ['betas', ['beta1', 'beta2']],
  ['eps', ['epsilon', 'epsilon1', 'epsilon2']],
  ['lr_decay', ['learningRateDecay']],
  ['etas', ['etaMinus', 'etaPlus']],
  ['step_sizes', ['stepSizeMin', 'stepSizeMax']],
  ['lambd', ['lambda']],
  ['d', ['clipThreshold']],
  ['decay', ['alpha']],
  ['adjust_lr_fn', ['adjustLearningRate']],
  ['max_iter', ['maxIterations']],
  ['max_eval', ['maxEvaluations']],
  ['tolerance_grad', ['toleranceGradient']],
  ['line_search_fn', ['lineSearch']],
  ['params', ['parameters']],
  ['caution', ['cautious']],
]);

/** The whole words that stand here for a name of PyTorch. */
export const wholeWords = (name: string): readonly string[] =>
  shortNames.get(name) ?? [name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase())];

/** Throws at the first key of `given` that is not in `known`, and names the word to write. */
export function checkNames(where: string, given: object, known: readonly string[]): void {
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
