import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { optimizers } from '@nadir/optim';
import { useBackend } from '../../backends/load.js';
import { commonFlags, formatHelp } from '../../flags/help.js';
import { readFlags } from '../../flags/read.js';
import type { RunConfig } from '../../run/config.js';
import { files, RunFolder, trainingFolder } from '../../run/folder.js';
import { interruptedStatus, usageError } from '../../shell/errors.js';
import type { Io } from '../../shell/io.js';
import { safeName } from '../../shell/output-folder/safe-name.js';
import { trainingFlags } from '../../training/flags.js';
import { dataFlags, optimizerFlags, optionFlags, outputFlags } from './flags.js';
import { resolve } from './resolve.js';
import { continueTraining } from './resume.js';
import { runTraining } from './run-training.js';
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
  const { config, data } = await resolve(values, optionFlags(optimizer), optimizer, words);
  const out = values.out ?? defaultOut(config);
  const json = values.json === true;
  const { pauseAfter } = values;
  const ending = { json, ...(pauseAfter !== undefined && { pauseAfter }) };
  if (values.resume && existsSync(join(out, trainingFolder, files.config))) {
    return continueTraining(out, { ...ending, config }, io);
  }
  await useBackend(config.backend, io);
  if (io.signal.aborted) return interruptedStatus;
  // Without its configuration, what is left of a training is nothing to go on with.
  const folder = RunFolder.begin(out, config, values.restart === true || values.resume === true);
  return runTraining({ config, data, folder, goesOn: false, ...ending }, io);
}

const flagsFor = (optimizer: string) => ({
  ...{ ...dataFlags, ...trainingFlags, ...optionFlags(optimizer) },
  ...{ ...settingsFlags, ...outputFlags, ...commonFlags },
});

const defaultOut = ({ problem, optimizer, seed }: RunConfig): string =>
  `runs/${safeName(problem)}-${optimizer.name}-seed${seed}`;

function trainHelp(io: Io, optimizer: string): string {
  const known = Object.hasOwn(optimizers, optimizer) ? optimizer : 'adamw';
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
        flags: optimizerFlags(known),
      },
      { title: 'Settings', flags: settingsFlags },
      { title: 'Output', flags: { ...outputFlags, ...commonFlags } },
    ],
  );
}
