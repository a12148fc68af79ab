import { commonFlags, formatHelp } from '../../flags/help.js';
import { readFlags } from '../../flags/read.js';
import { integer, number, toggle } from '../../flags/readers.js';
import type { Io } from '../../shell/io.js';
import { trainingFlags } from '../../training/flags.js';
import { dataFlags, optionFlags } from './flags.js';
import { settingsFlags, withSettings } from './settings.js';

const positive = number('a number > 0', (x) => x > 0);

const rangeFlags = {
  from: { ...positive, help: 'Least learning rate; default 1e-6' },
  to: { ...positive, help: 'Greatest learning rate; default 10' },
  steps: { ...integer(2, 100_000), help: 'Number of rates, each for one step; default 100' },
} as const;

const outputFlags = {
  json: { ...toggle, help: 'Print the result as one line of JSON, and nothing else' },
} as const;

/**
 * `nadir lr-find`: tries learning rates one step each, from small to large, and names the one at which the loss falls fastest.
 * @returns The exit status.
 */
export async function lrFindCommand(args: readonly string[], io: Io): Promise<number> {
  const { optimizer, args: given } = withSettings('nadir lr-find', args, flagsFor);
  const { values, words } = readFlags('nadir lr-find', given, flagsFor(optimizer));
  if (values.help) {
    io.stdout.write(lrFindHelp(io));
    return 0;
  }
  const { findRate } = await import('./find-rate.js');
  return findRate(values, optimizer, words, io);
}

const flagsFor = (optimizer: string) => ({
  ...{ ...dataFlags, ...trainingFlags, ...optionFlags(optimizer) },
  ...{ ...rangeFlags, ...settingsFlags, ...outputFlags, ...commonFlags },
});

function lrFindHelp(io: Io): string {
  return formatHelp(
    io,
    ['nadir lr-find [flags]', 'nadir lr-find <file> [file …] --target <column> [flags]'],
    'Tries learning rates from small to large, each for one step, until the loss grows, and names the one at which it falls fastest. ' +
      'It takes the flags of `nadir train` that say what is trained, and writes nothing.',
    [
      { title: 'Range', flags: rangeFlags },
      { title: 'Data', flags: dataFlags },
      { title: 'Training', flags: trainingFlags },
      { title: 'Settings', flags: settingsFlags },
      { title: 'Output', flags: { ...outputFlags, ...commonFlags } },
    ],
  );
}
