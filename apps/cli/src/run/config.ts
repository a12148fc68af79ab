import type { Encoder } from '@nadir/train/tables';
import type { NodeBackend } from '../backends/names.js';
import type { FileOptions } from '../data/file.js';
import { examplesIn, type LearningData } from '../data/learning-data.js';
import { type Options, recipeFor } from '../training/options.js';

/** First words of every `config.json`. */
export const runFormat = 'nadir-run';

/** Number of the layout of a run folder. Raised when an older reader could not read it. */
export const runVersion = 2;

/** All that was decided before training, defaults filled in: what `config.json` holds. */
export interface RunConfig extends Options {
  readonly format: typeof runFormat;
  readonly version: typeof runVersion;
  /** Name of the problem, or of the data file without its ending. */
  readonly problem: string;
  /** The data files and how they are read, if there are some. */
  readonly data?: FileOptions & {
    /** SHA-256 of their bytes. */
    readonly fingerprint: string;
  };
  /** Backend of TensorFlow.js that it is trained on. The model runs on every one. */
  readonly backend: NodeBackend;
  readonly examples: {
    readonly train: number;
    readonly validation: number;
    readonly test: number;
  };
  /** What makes features of the columns, in the order of the model's inputs, and what is predicted. */
  readonly encoder: Encoder;
}

/** Number of units of each layer, inputs first. */
export function widthsOf({
  encoder: { width, target },
  hidden,
}: Pick<RunConfig, 'encoder' | 'hidden'>): number[] {
  return [width, ...hidden, outputsOf({ target })];
}

/** Number of outputs of a model: one for each class, or one for a number. */
export const outputsOf = ({ target }: Pick<Encoder, 'target'>): number =>
  target.task === 'classification' ? target.classes.length : 1;

/** The configuration of a run but for its optimizer: what was given, over the recipe for the problem. */
export function resolveConfig(
  given: Partial<Omit<Options, 'optimizer'>> & Pick<RunConfig, 'data'>,
  backend: NodeBackend,
  learned: LearningData,
): Omit<RunConfig, 'optimizer'> {
  const { data, l1 = 0, l2 = 0, seed = 0, schedule = 'cosine', model = 'mlp' } = given;
  const { modelFingerprint } = given;
  const examples = examplesIn(learned);
  const recipe = recipeFor(data === undefined ? learned.name : undefined, examples.train);
  const epochs = given.epochs ?? recipe.epochs;
  return {
    format: runFormat,
    version: runVersion,
    problem: learned.name,
    ...(data !== undefined && { data }),
    ...{ seed, backend, schedule, l1, l2, epochs, examples },
    model,
    ...(modelFingerprint !== undefined && { modelFingerprint }),
    hidden: model === 'mlp' ? (given.hidden ?? recipe.hidden) : [],
    dropout: model === 'mlp' ? (given.dropout ?? recipe.dropout) : 0,
    // More examples than there are would make the same single step.
    batch: Math.min(given.batch ?? recipe.batch, examples.train),
    patience: given.patience ?? patienceFor(epochs),
    encoder: learned.encoder,
  };
}

/** A third of the epochs, and no fewer than five: a schedule that falls to 0 does its best work late. */
const patienceFor = (epochs: number): number => Math.max(5, Math.ceil(epochs / 3));
