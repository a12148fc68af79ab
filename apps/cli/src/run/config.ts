import type { NodeBackend } from '../backends/names.js';
import { type Dataset, type Task, taskOf } from '../data/dataset.js';
import { fitScaler, type Scaler } from '../data/scaler.js';
import type { Target } from '../training/objective.js';
import { type Options, recipeFor } from '../training/options.js';

/** First words of every `config.json`. */
export const runFormat = 'nadir-run';

/** Number of the layout of a run folder. Raised when an older reader could not read it. */
export const runVersion = 1;

/** All that was decided before training, defaults filled in: what `config.json` holds. */
export interface RunConfig extends Options {
  readonly format: typeof runFormat;
  readonly version: typeof runVersion;
  /** Name of the problem, or of the data file without its ending. */
  readonly problem: string;
  /** Path of the data file as it was given, if there was one. */
  readonly data?: string;
  readonly task: Task;
  /** Backend of TensorFlow.js that it was trained on. The model runs on every one. */
  readonly backend: NodeBackend;
  readonly examples: { readonly train: number; readonly test: number };
  /** Features in the order of the model's inputs, and what standardises them. */
  readonly features: { readonly names: readonly string[] } & Scaler;
  readonly target: Target;
}

/** Number of units of each layer, inputs first. */
export function widthsOf({
  features,
  hidden,
  target,
}: Pick<RunConfig, 'features' | 'hidden' | 'target'>): number[] {
  const outputs = 'classNames' in target ? target.classNames.length : 1;
  return [features.names.length, ...hidden, outputs];
}

/** The configuration of a run but for its optimizer: what was given, over the recipe for the problem. */
export function resolveConfig(
  given: Partial<Omit<Options, 'optimizer'>> & Pick<RunConfig, 'data'>,
  backend: NodeBackend,
  dataset: Dataset,
): Omit<RunConfig, 'optimizer'> {
  const { data, l1 = 0, l2 = 0, seed = 0, schedule = 'cosine' } = given;
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
    hidden: given.hidden ?? recipe.hidden,
    dropout: given.dropout ?? recipe.dropout,
    epochs: given.epochs ?? recipe.epochs,
    // More examples than there are would make the same single step.
    batch: Math.min(given.batch ?? recipe.batch, train.examples),
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
