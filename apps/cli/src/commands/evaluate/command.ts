import { backendFlag } from '../../backends/names.js';
import { commonFlags, formatHelp } from '../../flags/help.js';
import { readFlags } from '../../flags/read.js';
import { toggle } from '../../flags/readers.js';
import type { Io } from '../../shell/io.js';

const evaluateFlags = {
  backend: backendFlag,
  json: { ...toggle, help: 'Print the result as one line of JSON, and nothing else' },
} as const;

/**
 * `nadir evaluate RUN [FILE]`: how good the model of a run is on a file that has the target, or on the test part of the run.
 * @returns The exit status.
 */
export async function evaluateCommand(args: readonly string[], io: Io): Promise<number> {
  const { values, words } = readFlags('nadir evaluate', args, { ...evaluateFlags, ...commonFlags });
  if (values.help) {
    io.stdout.write(evaluateHelp(io));
    return 0;
  }
  const { evaluateRun } = await import('./evaluate-run.js');
  return evaluateRun(values, words, io);
}

function evaluateHelp(io: Io): string {
  return formatHelp(
    io,
    ['nadir evaluate <run> [file] [flags]'],
    'Tells how good the model of a run is on the rows of a file that has the target; without a file, on the test part of ' +
      'the run, of which nothing was learned or chosen.',
    [{ title: 'Flags', flags: { ...evaluateFlags, ...commonFlags } }],
  );
}
