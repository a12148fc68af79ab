import { Tensor } from '@tensorflow/tfjs-core';
import { describe, OptionError, TensorError } from './errors.js';

type Values<Name extends string> = Readonly<Record<Name, unknown>>;

/** Throws unless each named value is a finite number. */
export function checkFinite<Name extends string>(
  where: string,
  values: Values<Name>,
  ...names: Name[]
): void {
  checkEach(where, values, names, Number.isFinite, 'a finite number');
}

/** Throws unless each named value is a finite number ≥ 0. */
export function checkNonNegative<Name extends string>(
  where: string,
  values: Values<Name>,
  ...names: Name[]
): void {
  checkEach(where, values, names, (x) => x >= 0 && x < Infinity, 'a finite number ≥ 0');
}

/** Throws unless each named value is a finite number > 0. */
export function checkPositive<Name extends string>(
  where: string,
  values: Values<Name>,
  ...names: Name[]
): void {
  checkEach(where, values, names, (x) => x > 0 && x < Infinity, 'a finite number > 0');
}

/** Throws unless each named value is a finite number ≥ `least`. */
export function checkAtLeast<Name extends string>(
  where: string,
  values: Values<Name>,
  least: number,
  ...names: Name[]
): void {
  const fits = (x: number) => x >= least && x < Infinity;
  checkEach(where, values, names, fits, `a finite number ≥ ${least}`);
}

/** Throws unless each named value is a finite number ≤ 0. */
export function checkNonPositive<Name extends string>(
  where: string,
  values: Values<Name>,
  ...names: Name[]
): void {
  checkEach(where, values, names, (x) => x <= 0 && x > -Infinity, 'a finite number ≤ 0');
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

function checkEach<Name extends string>(
  where: string,
  values: Values<Name>,
  names: readonly Name[],
  accepts: (x: number) => boolean,
  expected: string,
): void {
  for (const name of names) {
    const value = values[name];
    // NaN fails every comparison, so it is refused by each range.
    if (typeof value !== 'number' || !accepts(value)) {
      throw new OptionError(`${where}.${name}: got ${describe(value)}, expected ${expected}.`);
    }
  }
}

/** Throws unless options are an object. */
export function checkOptions(where: string, given: unknown): asserts given is object {
  if (typeof given === 'object' && given !== null) return;
  throw new OptionError(`${where}: got ${describe(given)}, expected an object of options.`);
}

/** Throws unless a value is a tensor in use. */
export function checkTensor(where: string, given: unknown): asserts given is Tensor {
  if (given instanceof Tensor && !given.isDisposed) return;
  const got = given instanceof Tensor ? 'a disposed tensor' : describe(given);
  throw new TensorError(`${where}: got ${got}, expected a tensor in use.`);
}

/** Short names of PyTorch's options and the whole words that stand for them here. */
export const wholeWords: ReadonlyMap<string, readonly string[]> = new Map([
  ['lr', ['learningRate']],
  ['betas', ['beta1', 'beta2']],
  ['eps', ['epsilon', 'epsilon1', 'epsilon2']],
  ['weight_decay', ['weightDecay']],
  ['lr_decay', ['learningRateDecay']],
  ['initial_accumulator_value', ['initialAccumulatorValue']],
  ['momentum_decay', ['momentumDecay']],
  ['decoupled_weight_decay', ['decoupledWeightDecay']],
  ['etas', ['etaMinus', 'etaPlus']],
  ['step_sizes', ['stepSizeMin', 'stepSizeMax']],
  ['lambd', ['lambda']],
  ['d', ['clipThreshold']],
  ['beta2_decay', ['beta2Decay']],
  ['decay', ['alpha']],
  ['ns_coefficients', ['nsCoefficients']],
  ['ns_steps', ['nsSteps']],
  ['adjust_lr_fn', ['adjustLearningRate']],
  ['max_iter', ['maxIterations']],
  ['max_eval', ['maxEvaluations']],
  ['tolerance_grad', ['toleranceGradient']],
  ['tolerance_change', ['toleranceChange']],
  ['history_size', ['historySize']],
  ['line_search_fn', ['lineSearch']],
  ['params', ['parameters']],
  ['caution', ['cautious']],
]);

/** Throws unless options are an object; and at the first key that is not in `known`, with the word to write. */
export function checkNames(where: string, given: object, known: readonly string[]): void {
  checkOptions(where, given);
  const quote = (words: readonly string[]) => words.map((word) => `\`${word}\``);
  for (const name of Object.keys(given)) {
    if (known.includes(name)) continue;
    const words = (wholeWords.get(name) ?? []).filter((word) => known.includes(word));
    const advice =
      words.length === 0 ? '' : ` Write ${quote(words).join(' and ')} for \`${name}\`.`;
    throw new OptionError(
      `${where}: got option \`${name}\`, expected ${quote(known).join(', ') || 'none'}.${advice}`,
    );
  }
}
