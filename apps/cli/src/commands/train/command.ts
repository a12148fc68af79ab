import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { optimizers } from '@nadir/optim';
import { useBackend } from '../../backends/load.js';
import { commonFlags, formatHelp } from '../../flags/help.js';
import { peekFlag, readFlags } from '../../flags/read.js';
import type { RunConfig } from '../../run/config.js';
import { files, RunFolder, trainingFolder } from '../../run/folder.js';
import { interruptedStatus, usageError } from '../../shell/errors.js';
import type { Io } from '../../shell/io.js';
import { safeName } from '../../shell/output-folder/safe-name.js';
import { trainingFlags } from '../../training/flags.js';
import { dataFlags, optimizerFlags, outputFlags } from './flags.js';
import { resolve } from './resolve.js';
import { continueTraining } from './resume.js';
import { runTraining } from './run-training.js';

/**
 * `nadir train`: trains a model and leaves a run folder.
 *
 * Input is checked first; nothing is written before it has passed.
 * @returns The exit status.
 */
export async function trainCommand(args: readonly string[], io: Io): Promise<number> {
  const asked = peekFlag(args, 'optimizer') ?? 'adamw';
  // An unknown name is refused where the flags are read.
  const ruleFlags = Object.hasOwn(optimizers, asked) ? optimizerFlags(asked) : {};
  const flags = { ...dataFlags, ...trainingFlags, ...ruleFlags, ...outputFlags, ...commonFlags };
  // The flags of an optimizer are in its own help.
  const help = asked === 'adamw' ? 'nadir train' : `nadir train --optimizer ${asked}`;
  const { values, words } = readFlags('nadir train', args, flags, help);
  if (values.help) {
    io.stdout.write(trainHelp(io, asked));
    return 0;
  }
  if (words.length > 0) {
    throw usageError(
      `nadir train: got the word ${JSON.stringify(words[0])}, expected flags only. ` +
        'Write --problem before a problem, --data before a file.',
    );
  }
  if (values.resume && values.restart) {
    throw usageError('--resume: got --restart too, expected one of them. Leave one out.');
  }
  const { config, data } = await resolve(values, ruleFlags, asked);
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

const defaultOut = ({ problem, optimizer, seed }: RunConfig): string =>
  `runs/${safeName(problem)}-${optimizer.name}-seed${seed}`;

function trainHelp(io: Io, optimizer: string): string {
  const known = Object.hasOwn(optimizers, optimizer) ? optimizer : 'adamw';
  return formatHelp(
    io,
    ['nadir train [flags]', 'nadir train --data file.csv --target column [flags]'],
    'Trains a multilayer perceptron and leaves a run folder. Without flags: digits, AdamW, seed 0.',
    [
      { title: 'Data', flags: dataFlags },
      { title: 'Training', flags: trainingFlags },
      {
        title: `Options of --optimizer ${known} (others: nadir train --optimizer <name> --help)`,
        flags: optimizerFlags(known),
      },
      { title: 'Output', flags: { ...outputFlags, ...commonFlags } },
    ],
  );
}
