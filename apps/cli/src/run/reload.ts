import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileData, fingerprintOf } from '../data/file.js';
import type { LearningData } from '../data/learning-data.js';
import { problemData } from '../data/problem.js';
import { standardInput } from '../data/standard-input.js';
import { failure } from '../shell/errors.js';
import { printable } from '../terminal/layout.js';
import type { RunConfig } from './config.js';
import { inputFile, trainingFolder } from './folder.js';

/**
 * The data of a run, as it was trained on.
 *
 * @param folder Of the run.
 * @throws {@link CliError} with status 1 when a file is not there, or another than it was.
 */
export async function reloadData(
  { data, problem, seed }: RunConfig,
  folder: string,
): Promise<LearningData> {
  if (data === undefined) return problemData(problem, seed);
  const files = data.files.map((file) => (file === standardInput ? keptInput(folder) : file));
  if ((await fingerprintOf(files)) !== data.fingerprint) {
    const [got, them] = files.length === 1 ? ['another file', 'it'] : ['other files', 'them'];
    throw failure(
      `${files.join(', ')}: got ${got} than the run was trained on, expected the same. Bring ${them} back, or train anew.`,
    );
  }
  return fileData({ ...data, files }, seed);
}

/** Where a training keeps the standard input until its end. */
function keptInput(folder: string): string {
  const file = join(folder, trainingFolder, inputFile);
  if (existsSync(file)) return file;
  throw failure(
    `${printable(folder)}: got a run on the standard input, which is gone, expected one on files. Give the rows in a file.`,
  );
}
