import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type Module, NadirError, RandomStreams } from '@nadir/core';
import { decodeSafetensors } from '@nadir/core/safetensors';
import { dispose } from '@tensorflow/tfjs-core';
import { type CliError, failure, reasonOf } from '../shell/errors.js';
import { currentFile } from '../shell/output-folder/replace.js';
import { isModelFile } from '../training/model-names.js';
import { type RunConfig, widthsOf } from './config.js';
import { files, trainingFolder } from './folder.js';
import { modelOf } from './model.js';
import { ConfigProblem, parseConfig } from './parse-config.js';

/** Largest configuration that is read. */
const limitBytes = 64 * 1024 * 1024;

/** A trained model, and what its inputs and outputs mean. */
export interface Run {
  readonly config: RunConfig;
  /** In evaluation mode. The caller disposes it. */
  readonly model: Module;
}

/**
 * Loads a run from its folder.
 * @throws {@link CliError} with status 1 when something is missing, cut off, or of another model.
 */
export async function loadRun(folder: string): Promise<Run> {
  const config = loadConfig(folder);
  const modelFile = currentFile(folder, files.model);
  const bytes = readBytes(modelFile);
  const build = await modelOf(config);
  const widths = isModelFile(config.model) ? [] : widthsOf(config);
  const weights = widths.slice(1).reduce((sum, n, i) => sum + n * ((widths[i] as number) + 1), 0);
  // Before anything of that size is allocated: a configuration can claim any width.
  if (bytes.length < 4 * weights) {
    throw failure(
      `${modelFile}: got ${bytes.length} bytes, expected at least ${4 * weights} for the layers ` +
        `${widths.join('–')}. The file is cut off or of another model; train again.`,
    );
  }
  return { config, model: loadModel(modelFile, bytes, build(new RandomStreams(config.seed))) };
}

/**
 * Loads the configuration of a run from its folder.
 * @throws {@link CliError} with status 1 when it is missing or damaged.
 */
export const loadConfig = (folder: string): RunConfig =>
  configIn(currentFile(folder, files.config), 'Train again');

/**
 * Loads the configuration of a training that was stopped.
 * @throws {@link CliError} with status 1 when it is missing or damaged.
 */
export const loadUnfinished = (folder: string): RunConfig =>
  configIn(join(folder, trainingFolder, files.config), 'Begin anew by nadir train --restart');

function configIn(file: string, advice: string): RunConfig {
  try {
    return parseConfig(readBytes(file).toString('utf8'));
  } catch (error) {
    if (!(error instanceof ConfigProblem)) throw error;
    throw failure(`${file}: ${error.message}. ${advice}.`, error);
  }
}

function loadModel(file: string, bytes: Uint8Array, model: Module): Module {
  const fail = (error: unknown): CliError => {
    if (!(error instanceof NadirError)) throw error;
    return failure(
      `${file}: got a file that does not fit (${error.message}), expected the model of this run. ` +
        'Train again.',
      error,
    );
  };
  let tensors: ReturnType<typeof decodeSafetensors>['tensors'];
  try {
    ({ tensors } = decodeSafetensors(bytes));
  } catch (error) {
    throw fail(error);
  }
  const spoilt = Object.entries(tensors).find(([, one]) => !one.dataSync().every(Number.isFinite));
  if (spoilt !== undefined) {
    dispose(tensors);
    throw failure(
      `${file}: got NaN or an infinity in ${JSON.stringify(spoilt[0])}, expected finite weights. The file is damaged, or of ` +
        'a training that diverged; train again.',
    );
  }
  try {
    model.loadStateDict(tensors);
  } catch (error) {
    model.dispose();
    throw fail(error);
  } finally {
    dispose(tensors);
  }
  return model.eval();
}

function readBytes(file: string): Buffer {
  try {
    if (statSync(file).size > limitBytes * (file.endsWith('.json') ? 1 : 32)) {
      throw failure(`${file}: got a file far too large, expected one that nadir train wrote.`);
    }
    return readFileSync(file);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    throw failure(
      `${file}: got ${reasonOf(error)}, expected a file of a finished run. ` +
        'Give the folder that nadir train has named.',
      error,
    );
  }
}
