import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { useBackend } from '../../backends/load.js';
import type { RunConfig } from '../../run/config.js';
import { files, RunFolder, trainingFolder } from '../../run/folder.js';
import { interruptedStatus } from '../../shell/errors.js';
import type { Io } from '../../shell/io.js';
import { safeName } from '../../shell/output-folder/safe-name.js';
import { continueTraining } from './continue-training.js';
import { optionFlags } from './flags.js';
import { resolve, type TrainFlags } from './resolve.js';
import { runTraining } from './run-training.js';

/**
 * Trains what the flags of `nadir train` ask for.
 *
 * @param optimizer Name of the optimizer.
 * @param words Names of files.
 * @returns The exit status.
 */
export async function train(
  flags: TrainFlags,
  optimizer: string,
  words: readonly string[],
  io: Io,
): Promise<number> {
  const { config, data } = await resolve(flags, optionFlags(optimizer), optimizer, words);
  const out = flags.out ?? defaultOut(config);
  const { json = false, resume = false, restart = false, pauseAfter } = flags;
  const ending = { json, ...(pauseAfter !== undefined && { pauseAfter }) };
  if (resume && existsSync(join(out, trainingFolder, files.config))) {
    return continueTraining(out, { ...ending, config }, io);
  }
  await useBackend(config.backend, io);
  if (io.signal.aborted) return interruptedStatus;
  // Without its configuration, what is left of a training is nothing to go on with.
  const folder = RunFolder.begin(out, config, restart || resume);
  return runTraining({ config, data, folder, goesOn: false, ...ending }, io);
}

const defaultOut = ({ problem, optimizer, seed }: RunConfig): string =>
  `runs/${safeName(problem)}-${optimizer.name}-seed${seed}`;
