import { commonFlags, formatHelp } from '../../flags/help.js';
import { readFlags } from '../../flags/read.js';
import { toggle } from '../../flags/readers.js';
import { usageError } from '../../shell/errors.js';
import type { Io } from '../../shell/io.js';

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
  const { continueTraining } = await import('./continue-training.js');
  return continueTraining(path, { json: values.json === true }, io);
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
