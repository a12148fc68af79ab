import { OptionError, type OptionValues } from '@nadir/core';
import { backendOf } from '../../backends/names.js';
import { type FileOptions, fileData, fingerprintOf } from '../../data/file.js';
import type { LearningData } from '../../data/learning-data.js';
import { problemData } from '../../data/problem.js';
import { type Flags, type FlagValues, spell } from '../../flags/read.js';
import { type RunConfig, resolveConfig } from '../../run/config.js';
import { usageError } from '../../shell/errors.js';
import type { trainingFlags } from '../../training/flags.js';
import { needsClasses } from '../../training/further-updates.js';
import { defaultsOf, ruleOf, withBatch } from '../../training/optimizers.js';
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
 * @throws {@link CliError} when flags contradict each other, or the file is no good.
 */
export async function resolve(
  flags: TrainFlags,
  ruleFlags: Flags,
  optimizer: string,
): Promise<Resolved> {
  const backend = backendOf(flags.backend);
  const given = Object.fromEntries(
    Object.entries(flags).filter(([name]) => Object.hasOwn(ruleFlags, name)),
  );
  const chosen = resolveOptimizer(flags.optimizer ?? optimizer, given);
  const { learned, data } = await loadData(flags);
  const { data: _, ...others } = flags;
  const config = resolveConfig({ ...others, ...(data && { data }) }, backend, learned);
  return { config: withOptimizer(config, chosen), data: learned };
}

/** What is learned, and what a configuration remembers of a file. */
interface Loaded extends Pick<RunConfig, 'data'> {
  readonly learned: LearningData;
}

/**
 * The data that flags ask for: a problem, or a file.
 * @throws {@link CliError} when flags contradict each other or the file is no good.
 */
async function loadData(flags: TrainFlags): Promise<Loaded> {
  const { problem, data: file, target, split, balanced = false, seed = 0 } = flags;
  if (file === undefined) {
    const stray = Object.keys(columnFlags).find((name) => name in flags);
    if (stray !== undefined) {
      throw usageError(
        `${spell(stray)}: got no --data with it, expected a file. Write --data file.csv.`,
      );
    }
    return { learned: problemData(problem ?? 'digits', seed) };
  }
  if (problem !== undefined) {
    throw usageError('--data: got --problem too, expected one of them. Leave one out.');
  }
  if (target === undefined) {
    throw usageError(`--target: got none, expected a column of ${file} to predict.`);
  }
  const { task, ignore, categorical, weight, group, time } = flags;
  const options: FileOptions = {
    ...{ file, target, balanced, split: split ?? { validation: 0.15, test: 0.15 } },
    ...(task && { task }),
    ...(ignore && { ignore }),
    ...(categorical && { categorical }),
    ...(weight !== undefined && { weight }),
    ...(group !== undefined && { group }),
    ...(time !== undefined && { time }),
  };
  const learned = await fileData(options, seed);
  return { learned, data: { ...options, fingerprint: await fingerprintOf(file) } };
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
