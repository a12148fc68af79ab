/** What the two kinds of problems take where no flag says otherwise. */
export const defaults = {
  data: { trials: 16, schedule: 'cosine', backend: 'wasm' },
  surface: { trials: 40, schedule: 'constant', backend: 'cpu' },
} as const;

/** Steps of a run on a surface. */
export const defaultSteps = 2000;

/** Final runs of each optimizer. */
export const defaultSeeds = 5;

/** Problem that is taken where none is named. */
export const defaultProblem = 'digits';
