import type { OptionValues } from '@nadir/core';
import type { ScheduleName } from './schedule-names.js';

/** The option of some rules that is the number of examples in a step. */
export const batchOption = 'batchSize';

/** How a model is made and trained, every default filled in. */
export interface Options {
  /** Name of the optimizer on the command line, and every option of its rule. */
  readonly optimizer: { readonly name: string; readonly options: OptionValues };
  readonly schedule: ScheduleName;
  /** Strength λ of the L1 penalty, a proximal step. */
  readonly l1: number;
  /** Strength λ of the L2 penalty, a gradient in the fused step. */
  readonly l2: number;
  /** Name of the model, or path of the file that makes it. */
  readonly model: string;
  /** SHA-256 of that file. */
  readonly modelFingerprint?: string;
  /** Probability that a hidden unit is dropped. */
  readonly dropout: number;
  /** Units of each hidden layer. */
  readonly hidden: readonly number[];
  /** Epochs at most. */
  readonly epochs: number;
  readonly batch: number;
  /** Epochs without a better validation loss after which training stops; 0 for never. */
  readonly patience: number;
  readonly seed: number;
}

/** Defaults that depend on what is learned. */
export type Recipe = Pick<Options, 'hidden' | 'dropout' | 'epochs' | 'batch'>;

/** 98 % of the test part in seconds, on the plain JavaScript backend. */
const digits: Recipe = { hidden: [256], dropout: 0.5, epochs: 30, batch: 32 };

/** Winding borders between few points: a long training, and nothing dropped. */
const points: Recipe = { hidden: [64, 64], dropout: 0, epochs: 150, batch: 32 };

/** Examples in a step that a table of many rows has at most. */
const largestBatch = 512;

/** Examples that a training on a table of many rows sees in all. */
const mostSeen = 6e6;

/** Tables of any kind: a start. The more rows there are, the larger are the batches and the fewer the epochs. */
function forTable(rows: number): Recipe {
  const batch = 2 ** Math.round(Math.log2(Math.max(1, rows / 100)));
  return {
    hidden: [64, 32],
    dropout: 0.1,
    epochs: Math.max(3, Math.min(60, Math.round(mostSeen / rows))),
    batch: Math.max(32, Math.min(largestBatch, batch)),
  };
}

const recipes: Readonly<Record<string, Recipe>> = {
  digits,
  bumps: points,
  circles: points,
  gaussians: { ...points, epochs: 40 },
  moons: points,
  plane: { ...points, hidden: [32], epochs: 60 },
  spirals: points,
  xor: points,
};

/** The defaults for a problem by name; without a name, those for a file with so many rows to learn from. */
export const recipeFor = (problem: string | undefined, rows = 0): Recipe =>
  (problem === undefined ? undefined : recipes[problem]) ?? forTable(rows);
