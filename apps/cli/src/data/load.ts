import { existsSync } from 'node:fs';
import { type FlagValues, spell } from '../flags/read.js';
import { usageError } from '../shell/errors.js';
import { type FileOptions, fileData, fingerprintOf } from './file.js';
import { columnFlags, type fileFlags } from './flags.js';
import type { LearningData } from './learning-data.js';
import { problemData } from './problem.js';
import { problemNames } from './problem-names.js';

/** The flags that say what is learned. */
type DataFlags = FlagValues<typeof fileFlags> & {
  readonly problem?: string;
  readonly seed?: number;
};

/** Those of them that name it. */
type SourceFlags = Pick<DataFlags, 'problem' | 'data' | 'target'>;

/** What is learned, and what is remembered of a file. */
interface Loaded {
  readonly learned: LearningData;
  /** How files are read, and the SHA-256 of them; absent for a problem. */
  readonly data?: FileOptions & { readonly fingerprint: string };
}

/**
 * The data that flags ask for: a problem, or files.
 * @param words Files that no flag names.
 * @throws {@link CliError} when flags contradict each other or a file is no good.
 */
export async function loadData(flags: DataFlags, words: readonly string[] = []): Promise<Loaded> {
  const { problem = 'digits', split, balanced = false, seed = 0 } = flags;
  const from = sourceOf(flags, words);
  if (from === undefined) return { learned: problemData(problem, seed) };
  const { task, ignore, categorical, weight, group, time } = flags;
  const options: FileOptions = {
    ...{ ...from, balanced, split: split ?? { validation: 0.15, test: 0.15 } },
    ...(task && { task }),
    ...(ignore && { ignore }),
    ...(categorical && { categorical }),
    ...(weight !== undefined && { weight }),
    ...(group !== undefined && { group }),
    ...(time !== undefined && { time }),
  };
  const learned = await fileData(options, seed);
  return { learned, data: { ...options, fingerprint: await fingerprintOf(from.files) } };
}

/** The flags that say how a file is learned from, as they are written. */
export function flagsOf(options: FileOptions): Readonly<Record<string, string | boolean>> {
  const { files, target, task, ignore, categorical, weight, group, time, split, balanced } =
    options;
  const { validation, test } = split;
  const percent = (share: number) => Math.round(100 * share);
  const train = 100 - percent(validation) - percent(test);
  return {
    data: files[0] as string,
    target,
    ...(task && { task }),
    ...(ignore && { ignore: ignore.join() }),
    ...(categorical && { categorical: categorical.join() }),
    ...(weight !== undefined && { weight }),
    ...(group !== undefined && { group }),
    ...(time !== undefined && { time }),
    split: `${train}/${percent(validation)}/${percent(test)}`,
    ...(balanced && { balanced }),
  };
}

/**
 * The files that flags and words name and the column to predict; `undefined` where they name none.
 * @throws {@link CliError} with status 2 when they contradict each other.
 */
export function sourceOf(
  flags: SourceFlags,
  words: readonly string[] = [],
): Pick<FileOptions, 'files' | 'target'> | undefined {
  const { problem, data: file, target } = flags;
  const files = [...(file === undefined ? [] : [file]), ...words];
  const stranger = words.find((word) => problemNames.includes(word) && !existsSync(word));
  if (stranger !== undefined) {
    throw usageError(
      `${stranger}: got nothing there, expected a file. Write --problem ${stranger} for the problem of this name.`,
    );
  }
  if (files.length === 0) {
    const stray = Object.keys(columnFlags).find((name) => name in flags);
    if (stray === undefined) return undefined;
    throw usageError(`${spell(stray)}: got no file with it, expected one. Write --data file.csv.`);
  }
  if (problem !== undefined) {
    throw usageError('--problem: got a file too, expected one of them. Leave one out.');
  }
  if (target === undefined) {
    throw usageError(`--target: got none, expected a column of ${files[0]} to predict.`);
  }
  return { files, target };
}
