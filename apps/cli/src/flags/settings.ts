import { readFileSync, statSync } from 'node:fs';
import { failure, reasonOf, usageError } from '../shell/errors.js';
import { didYouMean } from '../text/words.js';
import { spell } from './read.js';

/** Largest file of settings that is read. */
const limitBytes = 64 * 1024 * 1024;

/** Most characters of a value in a message. */
const mostShown = 60;

/** What a key of a file of settings stands for. */
export type Setting =
  /** A flag, and what is written after it for a value; `undefined` where it takes no such value. Default {@link plainText}. */
  | { readonly flag: string; readonly text?: (value: unknown) => string | undefined }
  /** Words, one for each text of a list. */
  | 'words'
  /** Nothing: it follows from other keys. */
  | 'derived';

/** Settings by their keys, those of inner objects with dots between them. */
export type Settings = ReadonlyMap<string, Setting>;

/** The text of a flag for a number, a text, or a list of them. */
export function plainText(value: unknown): string | undefined {
  if (typeof value === 'string' || Number.isFinite(value)) return String(value);
  if (!Array.isArray(value)) return undefined;
  const parts = value.map(plainText);
  return parts.includes(undefined) ? undefined : parts.join(',');
}

/** What a file of settings holds. */
export type SettingsFile = Readonly<Record<string, unknown>>;

/**
 * Reads a file of settings.
 *
 * @throws {@link CliError} with status 1 when it is no object in JSON.
 */
export function readSettings(file: string): SettingsFile {
  let text: string;
  try {
    if (statSync(file).size > limitBytes) {
      throw failure(`--config: got ${file}, a file far too large, expected one of settings.`);
    }
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    throw failure(`--config: got ${reasonOf(error)} at ${file}, expected a file of JSON.`, error);
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw failure(`--config: got text in ${file} that is no JSON, expected an object.`, error);
  }
  if (isObject(value)) return value;
  throw failure(`--config: got no object in ${file}, expected one.`);
}

/**
 * The values in a file of settings by their keys, inner ones with dots.
 *
 * @param settings Known keys: what lies in one of them is its value.
 */
export const valuesIn = (file: SettingsFile, settings: Settings): Map<string, unknown> =>
  new Map(keysOf(file, settings, ''));

/**
 * The values that are set one by one.
 *
 * @param given What was written after each `--set`.
 * @throws {@link CliError} with status 2 for what is no key and value.
 */
export const valuesSet = (given: readonly string[]): Map<string, unknown> =>
  new Map(
    given.map((one) => {
      const at = one.indexOf('=');
      if (at > 0) return [one.slice(0, at), valueIn(one.slice(at + 1))];
      throw usageError(
        `--set: got ${JSON.stringify(one)}, expected a key and a value. Write --set seed=3.`,
      );
    }),
  );

/**
 * The command line that values stand for.
 *
 * @param where Begins the message of an error.
 * @throws {@link CliError} with status 2 for a key that is not known, or a value that does not fit.
 */
export const argumentsFor = (
  where: string,
  values: ReadonlyMap<string, unknown>,
  settings: Settings,
): string[] => [...values].flatMap(([key, value]) => argumentsOf(where, key, value, settings));

function argumentsOf(where: string, key: string, value: unknown, settings: Settings): string[] {
  const setting = settings.get(key);
  if (setting === undefined) {
    const known = [...settings].filter(([, one]) => one !== 'derived').map(([name]) => name);
    const advice = didYouMean(key, known) || ` Known are ${known.join(', ')}.`;
    throw usageError(
      `${where}: got the unknown key ${JSON.stringify(key)}, expected a known one.${advice}`,
    );
  }
  if (setting === 'derived') return [];
  if (setting === 'words') {
    const words: readonly unknown[] = Array.isArray(value) ? value : [value];
    if (words.every((word) => typeof word === 'string' && word !== '')) return words as string[];
  } else if (typeof value === 'boolean') {
    return [value ? spell(setting.flag) : spell(setting.flag).replace('--', '--no-')];
  } else {
    const text = (setting.text ?? plainText)(value);
    if (text !== undefined) return [`${spell(setting.flag)}=${text}`];
  }
  throw usageError(
    `${where}: got ${JSON.stringify(value).slice(0, mostShown)} as ${JSON.stringify(key)}, expected ` +
      `${setting === 'words' ? 'names of files' : `what ${spell(setting.flag)} takes`}.`,
  );
}

/** Levels of objects in each other, more than any known key has. */
const deepest = 8;

function* keysOf(
  object: SettingsFile,
  settings: Settings,
  prefix: string,
  depth = 0,
): Generator<[string, unknown]> {
  for (const [name, value] of Object.entries(object)) {
    const key = prefix + name;
    const isInner = isObject(value) && !settings.has(key) && depth < deepest;
    if (isInner) yield* keysOf(value, settings, `${key}.`, depth + 1);
    else yield [key, value];
  }
}

const isObject = (value: unknown): value is SettingsFile =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A value as JSON has it; other text is itself. */
function valueIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
