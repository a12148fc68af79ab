import { type FlagValues, spell } from '../flags/read.js';
import { usageError } from '../shell/errors.js';
import { type FileOptions, fileData, fingerprintOf } from './file.js';
import { columnFlags, type fileFlags } from './flags.js';
import type { LearningData } from './learning-data.js';
import { problemData } from './problem.js';

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
  /** How the file is read, and the SHA-256 of it; absent for a problem. */
  readonly data?: FileOptions & { readonly fingerprint: string };
}

/**
 * The data that flags ask for: a problem, or a file.
 * @throws {@link CliError} when flags contradict each other or the file is no good.
 */
export async function loadData(flags: DataFlags): Promise<Loaded> {
  const { problem = 'digits', split, balanced = false, seed = 0 } = flags;
  const from = sourceOf(flags);
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
  return { learned, data: { ...options, fingerprint: await fingerprintOf(from.file) } };
}

/** The flags that say how a file is learned from, as they are written. */
export function flagsOf(options: FileOptions): Readonly<Record<string, string | boolean>> {
  const { file, target, task, ignore, categorical, weight, group, time, split, balanced } = options;
  const { validation, test } = split;
  const percent = (share: number) => Math.round(100 * share);
  const train = 100 - percent(validation) - percent(test);
  return {
    data: file,
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
 * The file that flags name and the column to predict; `undefined` where they name none.
 * @throws {@link CliError} with status 2 when flags contradict each other.
 */
export function sourceOf(flags: SourceFlags): Pick<FileOptions, 'file' | 'target'> | undefined {
  const { problem, data: file, target } = flags;
  if (file === undefined) {
    const stray = Object.keys(columnFlags).find((name) => name in flags);
    if (stray === undefined) return undefined;
    throw usageError(
      `${spell(stray)}: got no --data with it, expected a file. Write --data file.csv.`,
    );
  }
  if (problem !== undefined) {
    throw usageError('--data: got --problem too, expected one of them. Leave one out.');
  }
  if (target === undefined) {
    throw usageError(`--target: got none, expected a column of ${file} to predict.`);
  }
  return { file, target };
}
