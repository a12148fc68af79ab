import { fileFlags } from '../../data/flags.js';
import { commonFlags, formatHelp } from '../../flags/help.js';
import { readFlags } from '../../flags/read.js';
import { usageError } from '../../shell/errors.js';
import type { Io } from '../../shell/io.js';
import { compareFlags, networkFlags, outputFlags, surfaceFlags } from './flags.js';

const flags = {
  ...compareFlags,
  ...fileFlags,
  ...networkFlags,
  ...surfaceFlags,
  ...outputFlags,
  ...commonFlags,
};

/**
 * `nadir compare`: compares optimizers, each tuned with the same effort, and leaves a report.
 *
 * Input is checked first; nothing is written before it has passed.
 * @returns The exit status.
 */
export async function compareCommand(args: readonly string[], io: Io): Promise<number> {
  const { values, words } = readFlags('nadir compare', args, flags);
  if (values.help) {
    io.stdout.write(compareHelp(io));
    return 0;
  }
  if (words.length > 0) {
    throw usageError(
      `nadir compare: got the word ${JSON.stringify(words[0])}, expected flags only. ` +
        'Write --problem before a problem, --optimizers before optimizers.',
    );
  }
  const { compare } = await import('./compare.js');
  return compare(values, io);
}

function compareHelp(io: Io): string {
  return formatHelp(
    io,
    [
      'nadir compare [flags]',
      'nadir compare --problem rosenbrock --optimizers sgd,adam',
      'nadir compare --data file.csv --target column',
    ],
    'Compares optimizers: tunes each with the same number of trials, runs the best setting of each from several seeds.',
    [
      { title: 'Comparison', flags: compareFlags },
      { title: 'File, in the place of a problem', flags: fileFlags },
      { title: 'Network, where the problem is a data set', flags: networkFlags },
      { title: 'Surface', flags: surfaceFlags },
      { title: 'Output', flags: { ...outputFlags, ...commonFlags } },
    ],
  );
}
