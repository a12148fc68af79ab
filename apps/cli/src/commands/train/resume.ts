import { useBackend } from '../../backends/load.js';
import { commonFlags, formatHelp } from '../../flags/help.js';
import { readFlags } from '../../flags/read.js';
import { toggle } from '../../flags/readers.js';
import type { RunConfig } from '../../run/config.js';
import { RunFolder } from '../../run/folder.js';
import { loadUnfinished } from '../../run/load.js';
import { reloadData } from '../../run/reload.js';
import { usageError } from '../../shell/errors.js';
import type { Io } from '../../shell/io.js';
import { printable } from '../../terminal/layout.js';
import { runTraining, type TrainingJob } from './run-training.js';

const resumeFlags = {
  json: { ...toggle, help: 'Print the result as one line of JSON, and nothing else' },
} as const;

/**
 * `nadir resume RUN`: goes on with a training that was stopped, and ends with the weights that it would have had.
 * @returns The exit status.
 */
export async function resumeCommand(args: readonly string[], io: Io): Promise<number> {
  const { values, words } = readFlags('nadir resume', args, { ...resumeFlags, ...commonFlags });
  if (values.help) {
    io.stdout.write(resumeHelp(io));
    return 0;
  }
  const [path, ...rest] = words;
  if (path === undefined || rest.length > 0) {
    throw usageError(
      `nadir resume: got ${words.length} words, expected one: a run folder. Write nadir resume runs/my-run.`,
    );
  }
  return continueTraining(path, { json: values.json === true }, io);
}

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

function resumeHelp(io: Io): string {
  return formatHelp(
    io,
    ['nadir resume <run> [flags]'],
    'Goes on with a training that was stopped, from its newest checkpoint that is whole. It ends with the weights that the training ' +
      'would have had without the stop, bit for bit.',
    [{ title: 'Flags', flags: { ...resumeFlags, ...commonFlags } }],
  );
}
