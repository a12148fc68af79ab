import type { NodeBackend } from '../backends/names.js';
import type { Task } from '../data/dataset.js';
import type { Scaler } from '../data/scaler.js';
import type { Options } from '../train/options.js';

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

/** What the model's outputs mean. */
export type Target =
  | { readonly name: string; readonly classNames: readonly string[] }
  /** The model's only output, times the deviation, plus the mean. */
  | { readonly name: string; readonly mean: number; readonly deviation: number };

/** Number of units of each layer, inputs first. */
export function widthsOf({
  features,
  hidden,
  target,
}: Pick<RunConfig, 'features' | 'hidden' | 'target'>): number[] {
  const outputs = 'classNames' in target ? target.classNames.length : 1;
  return [features.names.length, ...hidden, outputs];
}
