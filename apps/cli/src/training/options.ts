import type { OptionValues } from '@nadir/core';
import type { ScheduleName } from './schedules.js';

/** How a model is made and trained, every default filled in. */
export interface Options {
  /** Name of the optimizer on the command line, and every option of its rule. */
  readonly optimizer: { readonly name: string; readonly options: OptionValues };
  readonly schedule: ScheduleName;
  /** Strength λ of the L1 penalty, a proximal step. */
  readonly l1: number;
  /** Strength λ of the L2 penalty, a gradient in the fused step. */
  readonly l2: number;
  /** Probability that a hidden unit is dropped. */
  readonly dropout: number;
  /** Units of each hidden layer. */
  readonly hidden: readonly number[];
  readonly epochs: number;
  readonly batch: number;
  readonly seed: number;
}

/** Defaults that depend on what is learned. */
export type Recipe = Pick<Options, 'hidden' | 'dropout' | 'epochs' | 'batch'>;

/** 98 % of the test part in seconds, on the plain JavaScript backend. */
const digits: Recipe = { hidden: [96, 48], dropout: 0.2, epochs: 30, batch: 32 };

/** Winding borders between few points: a long training, and nothing dropped. */
const points: Recipe = { hidden: [64, 64], dropout: 0, epochs: 150, batch: 32 };

/** Tables of any kind: a start. */
const table: Recipe = { hidden: [64, 32], dropout: 0.1, epochs: 60, batch: 32 };

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

/** The defaults for a problem by name; without a name, those for a file. */
export const recipeFor = (problem?: string): Recipe => recipes[problem ?? ''] ?? table;
