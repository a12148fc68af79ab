import { backendFlag } from '../../backends/names.js';
import { commonFlags, formatHelp } from '../../flags/help.js';
import { readFlags } from '../../flags/read.js';
import { text, toggle } from '../../flags/readers.js';
import type { Io } from '../../shell/io.js';

const predictFlags = {
  backend: backendFlag,
  out: { ...text('file.csv'), help: 'File to write instead of standard output' },
  json: { ...toggle, help: 'Print one line of JSON for each row, and nothing else' },
} as const;

/**
 * `nadir predict RUN FILE`: the rows of a table with what the model of a run predicts for them.
 * @returns The exit status.
 */
export async function predictCommand(args: readonly string[], io: Io): Promise<number> {
  const flags = { ...predictFlags, ...commonFlags };
  const { values, words } = readFlags('nadir predict', args, flags);
  if (values.help) {
    io.stdout.write(predictHelp(io));
    return 0;
  }
  const { predictRows } = await import('./predict-rows.js');
  return predictRows(values, words, io);
}

function predictHelp(io: Io): string {
  return formatHelp(
    io,
    ['nadir predict <run> <file> [flags]', 'nadir predict <run> - < file.csv'],
    'Adds to each row of the file what the model of a run predicts: the column `prediction` and, for classes, ' +
      '`probability` and the probability of each class. The file has a column for every feature, by name. ' +
      'It is read part by part, so that it may be larger than memory. `nadir evaluate` tells how good predictions are.',
    [{ title: 'Flags', flags: { ...predictFlags, ...commonFlags } }],
  );
}
