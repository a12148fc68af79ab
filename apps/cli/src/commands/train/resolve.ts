import { backendOf } from '../../backends/names.js';
import type { LearningData } from '../../data/learning-data.js';
import { loadData } from '../../data/load.js';
import type { Flags, FlagValues } from '../../flags/read.js';
import { type RunConfig, resolveConfig } from '../../run/config.js';
import { usageError } from '../../shell/errors.js';
import { checkedOptions } from '../../training/checked-options.js';
import type { trainingFlags } from '../../training/flags.js';
import { needsClasses } from '../../training/further-updates.js';
import { isModelFile } from '../../training/model-names.js';
import { ruleOf, withBatch } from '../../training/optimizers.js';
import { modelFingerprint } from '../../training/user-model.js';
import type { dataFlags, outputFlags } from './flags.js';

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
  const name = flags.optimizer ?? optimizer;
  const chosen = { name, options: checkedOptions(name, given) };
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
