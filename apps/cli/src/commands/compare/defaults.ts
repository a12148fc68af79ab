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

/** Accuracy, R² or height that counts as arrived, by problem. */
const goals: Readonly<Record<string, number>> = {
  bumps: 0.95,
  circles: 0.97,
  digits: 0.97,
  gaussians: 0.98,
  moons: 0.99,
  plane: 0.99,
  spirals: 0.95,
  xor: 0.97,
};

/** Height above the minimum of any surface. */
export const surfaceGoal = 1e-3;

/** The goal of a problem where none is given. */
export const goalFor = (problem: string): number => goals[problem] ?? surfaceGoal;

/** Optimizers that are compared where none is named: the customary ones. */
export const customary: readonly string[] = ['sgd', 'adam', 'adamw', 'lion'];
