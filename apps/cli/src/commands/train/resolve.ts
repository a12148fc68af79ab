import { OptionError, type OptionValues } from '@nadir/core';
import { readCsv } from '../../data/csv.js';
import type { Dataset } from '../../data/dataset.js';
import { fromCsv } from '../../data/from-csv.js';
import { fromProblem } from '../../data/from-problem.js';
import type { FlagValues } from '../../flags/read.js';
import type { RunConfig } from '../../run/config.js';
import { usageError } from '../../shell/errors.js';
import type { trainingFlags } from '../../training/flags.js';
import { needsClasses } from '../../training/further-updates.js';
import { defaultsOf, ruleOf, withBatch } from '../../training/optimizers.js';
import { type dataFlags, inFlags, type outputFlags } from './flags.js';

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
