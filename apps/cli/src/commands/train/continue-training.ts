import { useBackend } from '../../backends/load.js';
import type { RunConfig } from '../../run/config.js';
import { RunFolder } from '../../run/folder.js';
import { loadUnfinished } from '../../run/load.js';
import { reloadData } from '../../run/reload.js';
import { usageError } from '../../shell/errors.js';
import type { Io } from '../../shell/io.js';
import { printable } from '../../terminal/layout.js';
import { runTraining, type TrainingJob } from './run-training.js';

/**
 * Goes on with the training in a folder.
 *
 * @param config What is asked for, where that has to be what the training began with.
 */
export async function continueTraining(
  path: string,
  {
    config: wanted,
    ...ending
  }: Pick<TrainingJob, 'json' | 'pauseAfter'> & { readonly config?: RunConfig },
  io: Io,
): Promise<number> {
  const config = loadUnfinished(path);
  if (wanted !== undefined && JSON.stringify(wanted) !== JSON.stringify(config)) {
    throw usageError(
      `--resume: got other settings than those of the training in ${printable(path)}, expected the same. ` +
        `Write nadir resume ${printable(path)} to keep its own, or --restart to begin anew.`,
    );
  }
  const data = await reloadData(config, path);
  await useBackend(config.backend, io);
  const folder = RunFolder.continue(path, config);
  return runTraining({ config, data, folder, goesOn: true, ...ending }, io);
}
