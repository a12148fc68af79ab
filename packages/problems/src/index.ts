export { type BumpsOptions, bumps } from './datasets/bumps.js';
export { type CirclesOptions, circles } from './datasets/circles.js';
export type {
  ClassificationDataset,
  Dataset,
  RegressionDataset,
  TrainTest,
} from './datasets/dataset.js';
export { type DigitsOptions, digits } from './datasets/digits.js';
export { type GaussiansOptions, gaussians } from './datasets/gaussians.js';
export { type MoonsOptions, moons } from './datasets/moons.js';
export { type PlaneOptions, plane } from './datasets/plane.js';
export type { SyntheticOptions } from './datasets/points.js';
export { type SpiralsOptions, spirals } from './datasets/spirals.js';
export { type SplitOptions, split } from './datasets/split.js';
export { type XorOptions, xor } from './datasets/xor.js';
export { ProblemError } from './errors.js';
export {
  type DatasetFactory,
  datasets,
  type SurfaceFactory,
  surfaces,
} from './registry.js';
export { beale } from './surfaces/beale.js';
export { himmelblau } from './surfaces/himmelblau.js';
export { type QuadraticOptions, quadratic } from './surfaces/quadratic.js';
export { type RastriginOptions, rastrigin } from './surfaces/rastrigin.js';
export { type RosenbrockOptions, rosenbrock } from './surfaces/rosenbrock.js';
export { saddle } from './surfaces/saddle.js';
export type { PlanarOptions, Surface, SurfacePoint } from './surfaces/surface.js';
