import { existsSync } from 'node:fs';
import { OptionError, type OptionValues } from '@nadir/core';
import { backendOf } from '../../backends/names.js';
import { type FileOptions, fileData, fingerprintOf } from '../../data/file.js';
import type { LearningData } from '../../data/learning-data.js';
import { problemData, problemNames } from '../../data/problem.js';
import { type Flags, type FlagValues, spell } from '../../flags/read.js';
import { type RunConfig, resolveConfig } from '../../run/config.js';
import { usageError } from '../../shell/errors.js';
import type { trainingFlags } from '../../training/flags.js';
import { needsClasses } from '../../training/further-updates.js';
import { isModelFile } from '../../training/model-names.js';
import { defaultsOf, ruleOf, withBatch } from '../../training/optimizers.js';
import { modelFingerprint } from '../../training/user-model.js';
import { columnFlags, type dataFlags, inFlags, type outputFlags } from './flags.js';

/** The flags of `train` that were given. */
export type TrainFlags = FlagValues<typeof dataFlags & typeof trainingFlags & typeof outputFlags>;

/** What is to be trained, and on what. */
export interface Resolved {
  readonly config: RunConfig;
  readonly data: LearningData;
}

/**
 * The training that flags ask for.
 *
 * @param ruleFlags Flags of the optimizer's options, among those that were given.
 * @param optimizer Name of the optimizer.
 * @param words Files beside that of `--data`, and one that makes a model.
 * @throws {@link CliError} when flags contradict each other, or the file is no good.
 */
export async function resolve(
  flags: TrainFlags,
  ruleFlags: Flags,
  optimizer: string,
  words: readonly string[] = [],
): Promise<Resolved> {
  const backend = backendOf(flags.backend);
  const given = Object.fromEntries(
    Object.entries(flags).filter(([name]) => Object.hasOwn(ruleFlags, name)),
  );
  const chosen = resolveOptimizer(flags.optimizer ?? optimizer, given);
  const model = chosenModel(flags, words);
  const { learned, data } = await loadData(
    flags,
    words.filter((word) => !isModelFile(word)),
  );
  const { data: _, ...others } = flags;
  const config = resolveConfig({ ...others, ...model, ...(data && { data }) }, backend, learned);
  return { config: withOptimizer(config, chosen), data: learned };
}

/** The model that flags or a word ask for. */
function chosenModel(
  { model: named, hidden, dropout }: TrainFlags,
  words: readonly string[],
): Pick<Partial<RunConfig>, 'model' | 'modelFingerprint'> {
  const [model, another] = [...(named === undefined ? [] : [named]), ...words.filter(isModelFile)];
  if (another !== undefined) {
    throw usageError(`--model: got ${model} and ${another}, expected one of them. Leave one out.`);
  }
  if (model === undefined || model === 'mlp') return {};
  if (hidden !== undefined || dropout !== undefined) {
    const flag = hidden === undefined ? '--dropout' : '--hidden';
    throw usageError(`${flag}: got the model ${model} too, expected mlp. Leave one of them out.`);
  }
  return { model, ...(isModelFile(model) && { modelFingerprint: modelFingerprint(model) }) };
}

/** What is learned, and what a configuration remembers of a file. */
interface Loaded extends Pick<RunConfig, 'data'> {
  readonly learned: LearningData;
}

/**
 * The data that flags ask for: a problem, or a file.
 * @throws {@link CliError} when flags contradict each other or the file is no good.
 */
async function loadData(flags: TrainFlags, words: readonly string[]): Promise<Loaded> {
  const { problem, data: file, target, split, balanced = false, seed = 0 } = flags;
  const files = [...(file === undefined ? [] : [file]), ...words];
  const stranger = words.find((word) => problemNames.includes(word) && !existsSync(word));
  if (stranger !== undefined) {
    throw usageError(
      `${stranger}: got nothing there, expected a file. Write --problem ${stranger} for the problem of this name.`,
    );
  }
  if (files.length === 0) {
    const stray = Object.keys(columnFlags).find((name) => name in flags);
    if (stray !== undefined) {
      throw usageError(
        `${spell(stray)}: got no file with it, expected one. Write nadir train file.csv.`,
      );
    }
    return { learned: problemData(problem ?? 'digits', seed) };
  }
  if (problem !== undefined) {
    throw usageError('--problem: got a file too, expected one of them. Leave one out.');
  }
  if (target === undefined) {
    throw usageError(`--target: got none, expected a column of ${files[0]} to predict.`);
  }
  const { task, ignore, categorical, weight, group, time } = flags;
  const options: FileOptions = {
    ...{ files, target, balanced, split: split ?? { validation: 0.15, test: 0.15 } },
    ...(task && { task }),
    ...(ignore && { ignore }),
    ...(categorical && { categorical }),
    ...(weight !== undefined && { weight }),
    ...(group !== undefined && { group }),
    ...(time !== undefined && { time }),
  };
  const learned = await fileData(options, seed);
  return { learned, data: { ...options, fingerprint: await fingerprintOf(files) } };
}

/** Every option of the optimizer, those given over the defaults, checked by its rule. */
function resolveOptimizer(
  name: string,
  given: Readonly<Record<string, unknown>>,
): RunConfig['optimizer'] {
  const options = { ...defaultsOf(name), ...given } as OptionValues;
  try {
    ruleOf(name).check(options, '');
  } catch (error) {
    if (error instanceof OptionError) throw usageError(inFlags(error.message));
    throw error;
  }
  return { name, options };
}

/**
 * A run with its optimizer, which is told the number of examples in a step where it asks for it.
 * @throws {@link CliError} when the optimizer cannot learn what is to be learned.
 */
function withOptimizer(
  config: Omit<RunConfig, 'optimizer'>,
  { name, options }: RunConfig['optimizer'],
): RunConfig {
  if (config.encoder.target.task === 'regression' && needsClasses(ruleOf(name))) {
    throw usageError(
      `--optimizer: got ${name} with a number to predict, expected classes, from which it draws to learn of ` +
        'the curvature. Write --optimizer sophia-h, which does not.',
    );
  }
  return { ...config, optimizer: { name, options: withBatch(options, config.batch) } };
}
