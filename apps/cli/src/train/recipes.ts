import type { Options } from './options.js';

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
  circles: points,
  gaussians: { ...points, epochs: 40 },
  moons: points,
  plane: { ...points, hidden: [32], epochs: 60 },
  spirals: points,
  xor: points,
};

/** The defaults for a problem by name; without a name, those for a file. */
export const recipeFor = (problem?: string): Recipe => recipes[problem ?? ''] ?? table;
