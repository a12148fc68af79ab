import { parseArgs } from 'node:util';
import { wholeWords } from '@nadir/core';
import { didYouMean } from './did-you-mean.js';
import { usageError } from './errors.js';

/** How the text after a flag becomes a value. */
export interface Reader<T> {
  /** Stands for the value in the help; a switch has none. */
  readonly placeholder?: string;
  /** What is accepted, in words. */
  readonly expected: string;
  /** The words to choose from, where it is a choice. */
  readonly words?: readonly string[];
  /** The value, or `undefined` when the text is not accepted. */
  parse(text: string): T | undefined;
  /** The part of a text that is not accepted, where the rest of it may be. */
  stray?(text: string): string | undefined;
}

/** A flag: its reader, and one line of help. */
export interface Flag<T = unknown> extends Reader<T> {
  readonly help: string;
}

/** Flags by name in camelCase; on the command line they are kebab-case. */
export type Flags = Readonly<Record<string, Flag>>;

/** Values of the flags that were given. */
export type FlagValues<F extends Flags> = {
  readonly [Name in keyof F]?: F[Name] extends Flag<infer T> ? T : never;
};

/** A flag as it is written on the command line. */
export const spell = (name: string): string =>
  `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;

/** The flags that stand for a short name of PyTorch, such as `--lr`, if there are any. */
function writeInstead(written: string, names: ReadonlyMap<string, string>): string {
  const short = written.slice(2).replaceAll('-', '_');
  const known = (wholeWords.get(short) ?? []).map(spell).filter((flag) => names.has(flag));
  return known.length === 0 ? '' : ` Write ${known.join(' and ')}.`;
}

/**
 * The values of the flags and the other words of a command line.
 *
 * `--name value` and `--name=value` are the same; `--no-name` turns a switch off; the last of
 * several wins; `--` ends the flags; `-h` is `--help`.
 * @throws {@link CliError} with status 2 at a flag that is unknown, lacks its value, or has one
 * that it does not accept.
 */
export function readFlags<F extends Flags>(
  where: string,
  args: readonly string[],
  flags: F,
): { values: FlagValues<F>; words: string[] } {
  const names = new Map(Object.keys(flags).map((name) => [spell(name), name]));
  const values: Record<string, unknown> = {};
  const words: string[] = [];
  for (const token of tokenize(args, flags)) {
    if (token.kind === 'positional') words.push(token.value);
    if (token.kind !== 'option') continue;
    const written = token.rawName === '-h' ? '--help' : token.rawName;
    const name = names.get(written) ?? names.get(written.replace('--no-', '--'));
    const flag = name === undefined ? undefined : flags[name];
    const isOff = flag !== undefined && !names.has(written);
    if (name === undefined || flag === undefined || (isOff && flag.placeholder !== undefined)) {
      const advice =
        writeInstead(written, names) ||
        didYouMean(written, [...names.keys()]) ||
        ` Run \`${where} --help\` for the list.`;
      throw usageError(`${where}: got the unknown flag ${written}, expected a known one.${advice}`);
    }
    values[name] =
      flag.placeholder === undefined
        ? readSwitch(written, !isOff, token.value)
        : readValue(written, flag, token);
  }
  return { values: values as FlagValues<F>, words };
}

/** The value given to one flag, wherever other flags are not known yet. */
export function peekFlag(args: readonly string[], name: string): string | undefined {
  const options = { [spell(name).slice(2)]: { type: 'string' } } as const;
  const { values } = parseArgs({ args: [...args], options, strict: false, allowPositionals: true });
  const value = values[spell(name).slice(2)];
  return typeof value === 'string' ? value : undefined;
}

function tokenize(args: readonly string[], flags: Flags) {
  const options = Object.fromEntries(
    Object.entries(flags)
      .filter(([, flag]) => flag.placeholder !== undefined)
      .map(([name]) => [spell(name).slice(2), { type: 'string' } as const]),
  );
  // Not strict: its messages would not be ours.
  return parseArgs({
    args: [...args],
    options,
    strict: false,
    allowPositionals: true,
    tokens: true,
  }).tokens;
}

function readSwitch(written: string, value: boolean, given: string | undefined): boolean {
  if (given === undefined) return value;
  throw usageError(
    `${written}: got the value ${JSON.stringify(given)}, expected none. Write ${written} alone.`,
  );
}

function readValue(
  written: string,
  flag: Flag,
  token: { readonly value?: string | undefined; readonly inlineValue?: boolean | undefined },
): unknown {
  const { value: text, inlineValue = false } = token;
  if (text === undefined || text === '' || (!inlineValue && text.startsWith('--'))) {
    throw usageError(`${written}: got no value, expected ${flag.expected}.`);
  }
  const value = flag.parse(text);
  if (value === undefined) {
    const advice = didYouMean(flag.stray?.(text) ?? text, flag.words ?? []);
    throw usageError(
      `${written}: got ${JSON.stringify(text)}, expected ${flag.expected}.${advice}`,
    );
  }
  return value;
}

/** A flag without value. */
export const toggle: Reader<boolean> = { expected: 'nothing', parse: () => undefined };

/** Any text. */
export const text = (placeholder: string): Reader<string> => ({
  placeholder,
  expected: `a ${placeholder}`,
  parse: (given) => given,
});

/** One of several words. */
export function choice<const Word extends string>(
  placeholder: string,
  words: readonly Word[],
): Reader<Word> {
  return {
    placeholder,
    expected: words.length > 1 ? `one of ${words.join(', ')}` : words.join(),
    words,
    parse: (given) => words.find((word) => word === given),
  };
}

/** Some of several words, with commas between them. */
export function several<const Word extends string>(
  placeholder: string,
  words: readonly Word[],
): Reader<readonly Word[]> {
  return {
    placeholder,
    expected: `some of ${words.join(', ')}, with commas between them`,
    words,
    parse(given) {
      const list = given.split(',').map((part) => words.find((word) => word === part));
      return list.includes(undefined) ? undefined : (list as Word[]);
    },
    stray: (given) => given.split(',').find((part) => !words.some((word) => word === part)),
  };
}

/** An integer between two bounds. */
export const integer = (least: number, most: number): Reader<number> => ({
  placeholder: 'n',
  expected: `an integer from ${least} to ${most}`,
  parse: (given) =>
    within(Number.isInteger, least, most, /^\d+$/.test(given) ? Number(given) : Number.NaN),
});

/** A number that the function accepts. */
export const number = (expected: string, accepts: (x: number) => boolean): Reader<number> => ({
  placeholder: 'x',
  expected,
  parse(given) {
    const value = parseNumber(given);
    return value !== undefined && accepts(value) ? value : undefined;
  },
});

/** A decimal number as people and spreadsheets write it, finite in float32; `undefined` else. */
export function parseNumber(given: string): number | undefined {
  if (!/^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*$/i.test(given)) return undefined;
  const value = Number(given);
  return Number.isFinite(Math.fround(value)) ? value : undefined;
}

function within(
  accepts: (x: number) => boolean,
  least: number,
  most: number,
  value: number,
): number | undefined {
  return accepts(value) && value >= least && value <= most ? value : undefined;
}
