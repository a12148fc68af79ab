import type { OptionValues } from '@nadir/core';
import { OptionError } from '@nadir/core';
import type { NodeBackend } from '../backends/names.js';
import { readCsv } from '../csv/read.js';
import type { Dataset } from '../data/dataset.js';
import { taskOf } from '../data/dataset.js';
import { fromCsv } from '../data/from-csv.js';
import { fromProblem } from '../data/from-problem.js';
import { fitScaler } from '../data/scaler.js';
import { usageError } from '../errors.js';
import type { FlagValues } from '../flags.js';
import { type RunConfig, runFormat, runVersion } from '../run/config.js';
import { needsClasses } from './beside-steps.js';
import { type dataFlags, inFlags, type outputFlags, type trainingFlags } from './flags.js';
import { defaultsOf, ruleOf, withBatch } from './optimizers.js';
import { recipeFor } from './recipes.js';

/** The flags of `train` that were given. */
export type TrainFlags = FlagValues<typeof dataFlags & typeof trainingFlags & typeof outputFlags>;

/**
 * The data that flags ask for: a problem, or a file.
 * @throws {@link CliError} when flags contradict each other or the file is no good.
 */
export function loadData({ problem, data, target, task, seed = 0 }: TrainFlags): Dataset {
  if (data === undefined) {
    for (const [flag, value] of Object.entries({ '--target': target, '--task': task })) {
      if (value === undefined) continue;
      throw usageError(`${flag}: got no --data with it, expected a file. Write --data file.csv.`);
    }
    return fromProblem(problem ?? 'digits', seed);
  }
  if (problem !== undefined) {
    throw usageError('--data: got --problem too, expected one of them. Leave one out.');
  }
  const table = readCsv(data);
  if (target === undefined) {
    const columns = table.columns.map((name) => JSON.stringify(name)).join(', ');
    throw usageError(`--target: got none, expected a column of ${data}: ${columns}.`);
  }
  return fromCsv(table, target, seed, task);
}

/** Every option of the optimizer, those given over the defaults, checked by its rule. */
export function resolveOptimizer(
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
export function withOptimizer(
  config: Omit<RunConfig, 'optimizer'>,
  { name, options }: RunConfig['optimizer'],
): RunConfig {
  if (config.task === 'regression' && needsClasses(ruleOf(name))) {
    throw usageError(
      `--optimizer: got ${name} with a number to predict, expected classes, from which it draws to learn of ` +
        'the curvature. Write --optimizer sophia-h, which does not.',
    );
  }
  return { ...config, optimizer: { name, options: withBatch(options, config.batch) } };
}

/** The configuration of a run but for its optimizer: what was given, over the recipe for the problem. */
export function resolveConfig(
  flags: TrainFlags,
  backend: NodeBackend,
  dataset: Dataset,
): Omit<RunConfig, 'optimizer'> {
  const { data, l1 = 0, l2 = 0, seed = 0, schedule = 'cosine' } = flags;
  const recipe = recipeFor(data === undefined ? dataset.name : undefined);
  const { featureNames, classNames, target, train, test } = dataset;
  const scaler = fitScaler(train.targets, 1);
  return {
    format: runFormat,
    version: runVersion,
    problem: dataset.name,
    ...(data !== undefined && { data }),
    task: taskOf(dataset),
    seed,
    backend,
    schedule,
    l1,
    l2,
    hidden: flags.hidden ?? recipe.hidden,
    dropout: flags.dropout ?? recipe.dropout,
    epochs: flags.epochs ?? recipe.epochs,
    // More examples than there are would make the same single step.
    batch: Math.min(flags.batch ?? recipe.batch, train.examples),
    examples: { train: train.examples, test: test.examples },
    target:
      classNames === undefined
        ? {
            name: target,
            mean: scaler.mean[0] as number,
            deviation: scaler.deviation[0] as number,
          }
        : { name: target, classNames },
    features: { names: featureNames, ...fitScaler(train.features, featureNames.length) },
  };
}
