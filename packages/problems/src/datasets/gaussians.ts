import { integer, number, readOptions } from '../check.js';
import type { ClassificationDataset, TrainTest } from './dataset.js';
import { classifiedPoints, numbered, type SyntheticOptions, syntheticOptions } from './points.js';

/** Options of {@link gaussians}. */
export interface GaussiansOptions extends SyntheticOptions {
  /** Number of blobs, an integer in [2, 20]. Default `3`. */
  readonly classes?: number;
  /** Standard deviation of each blob along each axis, in [0, 10]. Default `0.3`. */
  readonly noise?: number;
}

const table = {
  ...syntheticOptions,
  classes: integer(3, '[2, 20]'),
  noise: number(0.3, '[0, 10]'),
};

/**
 * Round normal blobs, one for each class.
 *
 * The centre of class c is (cos φ, sin φ) with φ = 2π c / `classes`, so neighbours are equally far
 * apart, and `noise` alone says how much they overlap.
 * @throws {@link ProblemError} when an option leaves the range written on it.
 * @example
 * ```ts
 * const { train, test } = gaussians({ classes: 5, noise: 0.2 });
 * ```
 */
export function gaussians(options: GaussiansOptions = {}): TrainTest<ClassificationDataset> {
  const { classes, ...rest } = readOptions('gaussians', options, table);
  return classifiedPoints('gaussians', numbered('blob', classes), rest, (label) => {
    const angle = (2 * Math.PI * label) / classes;
    return [Math.cos(angle), Math.sin(angle)];
  });
}
