import { number, readOptions } from '../check.js';
import type { ClassificationDataset, TrainTest } from './dataset.js';
import { classifiedPoints, type SyntheticOptions, syntheticOptions } from './points.js';

/** Options of {@link moons}. */
export interface MoonsOptions extends SyntheticOptions {
  /** Standard deviation of the noise on each coordinate, in [0, 10]. Default `0.1`. */
  readonly noise?: number;
}

const table = { ...syntheticOptions, noise: number(0.1, '[0, 10]') };

/**
 * Two half circles of radius 1 that reach into each other.
 *
 * With t evenly spaced from 0 to π, both ends included: class 0 is (cos t, sin t), class 1 is
 * (1 − cos t, ½ − sin t). These are the moons of scikit-learn's `make_moons`, with other random
 * numbers.
 * @throws {@link ProblemError} when an option leaves the range written on it.
 * @example
 * ```ts
 * const { train, test } = moons({ noise: 0.2 });
 * ```
 */
export function moons(options: MoonsOptions = {}): TrainTest<ClassificationDataset> {
  const read = readOptions('moons', options, table);
  return classifiedPoints('moons', ['upper', 'lower'], read, (label, k, count) => {
    const t = (Math.PI * k) / (count - 1);
    return label === 0 ? [Math.cos(t), Math.sin(t)] : [1 - Math.cos(t), 0.5 - Math.sin(t)];
  });
}
