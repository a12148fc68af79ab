import { fileData, fingerprintOf } from '../data/file.js';
import type { LearningData } from '../data/learning-data.js';
import { problemData } from '../data/problem.js';
import { failure } from '../shell/errors.js';
import type { RunConfig } from './config.js';

/**
 * The data of a run, as it was trained on.
 * @throws {@link CliError} with status 1 when the file is not there, or another than it was.
 */
export async function reloadData({ data, problem, seed }: RunConfig): Promise<LearningData> {
  if (data === undefined) return problemData(problem, seed);
  if ((await fingerprintOf(data.file)) !== data.fingerprint) {
    throw failure(
      `${data.file}: got another file than the run was trained on, expected the same. Bring it back, or train anew.`,
    );
  }
  return fileData(data, seed);
}
