import { parseArgs } from 'node:util';
import { wholeWords } from '@nadir/core/internal/option-words';
import { usageError } from '../shell/errors.js';
import { didYouMean } from '../text/words.js';
import type { Reader } from './readers.js';

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
  const known = wholeWords(short)
    .map(spell)
    .filter((flag) => names.has(flag));
  return known.length === 0 ? '' : ` Write ${known.join(' and ')}.`;
}

/**
 * The values of the flags and the other words of a command line.
 *
 * `--name value` and `--name=value` are the same; `--no-name` turns a switch off; the last of
 * several wins; `--` ends the flags; `-h` is `--help`.
 * @param help The command whose help lists the flags.
 * @throws {@link CliError} with status 2 at a flag that is unknown, lacks its value, or has one
 * that it does not accept.
 */
export function readFlags<F extends Flags>(
  where: string,
  args: readonly string[],
  flags: F,
  help = where,
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
        ` Run \`${help} --help\` for the list.`;
      throw usageError(`${where}: got the unknown flag ${written}, expected a known one.${advice}`);
    }
    values[name] =
      flag.placeholder === undefined
        ? readSwitch(written, !isOff, token.value)
        : readValue(written, flag, token);
  }
  return { values: values as FlagValues<F>, words };
}

/** The values given to one flag, wherever other flags are not known yet. */
export function peekFlags(args: readonly string[], name: string): string[] {
  const option = spell(name).slice(2);
  const { values } = parseArgs({
    args: [...args],
    options: { [option]: { type: 'string', multiple: true } },
    strict: false,
    allowPositionals: true,
  });
  const given = values[option];
  return Array.isArray(given) ? given.filter((value) => typeof value === 'string') : [];
}

/** The last of them. */
export const peekFlag = (args: readonly string[], name: string): string | undefined =>
  peekFlags(args, name).at(-1);

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
