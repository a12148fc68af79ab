import { commonFlags, formatHelp } from '../../flags/help.js';
import { readFlags } from '../../flags/read.js';
import { usageError } from '../../shell/errors.js';
import type { Io } from '../../shell/io.js';
import { trainingFlags } from '../../training/flags.js';
import { dataFlags, isOptimizer, optionFlags, outputFlags } from './flags.js';
import { settingsFlags, withSettings } from './settings.js';

/**
 * `nadir train`: trains a model and leaves a run folder.
 *
 * Input is checked first; nothing is written before it has passed.
 * @returns The exit status.
 */
export async function trainCommand(args: readonly string[], io: Io): Promise<number> {
  const { optimizer, args: given } = withSettings('nadir train', args, flagsFor);
  // The flags of an optimizer are in its own help.
  const help = optimizer === 'adamw' ? 'nadir train' : `nadir train --optimizer ${optimizer}`;
  const { values, words } = readFlags('nadir train', given, flagsFor(optimizer), help);
  if (values.help) {
    io.stdout.write(trainHelp(io, optimizer));
    return 0;
  }
  if (values.resume && values.restart) {
    throw usageError('--resume: got --restart too, expected one of them. Leave one out.');
  }
  const { train } = await import('./train.js');
  return train(values, optimizer, words, io);
}

const flagsFor = (optimizer: string) => ({
  ...{ ...dataFlags, ...trainingFlags, ...optionFlags(optimizer) },
  ...{ ...settingsFlags, ...outputFlags, ...commonFlags },
});

function trainHelp(io: Io, optimizer: string): string {
  const known = isOptimizer(optimizer) ? optimizer : 'adamw';
  return formatHelp(
    io,
    [
      'nadir train [flags]',
      'nadir train <file> [file …] --target <column> [flags]',
      'nadir train <model.mjs> [flags]',
    ],
    'Trains a model and leaves a run folder. Without flags: a multilayer perceptron on digits, AdamW, seed 0. Files with the same ' +
      'columns, in any order, are one table.',
    [
      { title: 'Data', flags: dataFlags },
      { title: 'Training', flags: trainingFlags },
      {
        title: `Options of --optimizer ${known} (others: nadir train --optimizer <name> --help)`,
        flags: optionFlags(known),
      },
      { title: 'Settings', flags: settingsFlags },
      { title: 'Output', flags: { ...outputFlags, ...commonFlags } },
    ],
  );
}
