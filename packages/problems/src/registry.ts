import { bumps } from './datasets/bumps.js';
import { circles } from './datasets/circles.js';
import type { TrainTest } from './datasets/dataset.js';
import { digits } from './datasets/digits.js';
import { gaussians } from './datasets/gaussians.js';
import { moons } from './datasets/moons.js';
import { plane } from './datasets/plane.js';
import { spirals } from './datasets/spirals.js';
import { xor } from './datasets/xor.js';
import { beale } from './surfaces/beale.js';
import { himmelblau } from './surfaces/himmelblau.js';
import { quadratic } from './surfaces/quadratic.js';
import { rastrigin } from './surfaces/rastrigin.js';
import { rosenbrock } from './surfaces/rosenbrock.js';
import { saddle } from './surfaces/saddle.js';
import type { Surface } from './surfaces/surface.js';

/** Options as a command line has them: names that only the factory can judge. */
type AnyOptions = Readonly<Record<string, number>>;

/** Makes a data set; throws a `ProblemError` at an option it does not know. */
export type DatasetFactory = (options?: AnyOptions) => TrainTest;

/** Makes a surface; throws a `ProblemError` at an option it does not know. */
export type SurfaceFactory = (options?: AnyOptions) => Surface;

/**
 * Every data set by name, for choosing one at run time. Importing this keeps all of them, so a
 * bundle for the browser that needs one imports that one.
 */
export const datasets: Readonly<Record<string, DatasetFactory>> = {
  bumps,
  circles,
  digits,
  gaussians,
  moons,
  plane,
  spirals,
  xor,
};

/** Every surface by name, for choosing one at run time. */
export const surfaces: Readonly<Record<string, SurfaceFactory>> = {
  beale,
  himmelblau,
  quadratic,
  rastrigin,
  rosenbrock,
  saddle,
};
