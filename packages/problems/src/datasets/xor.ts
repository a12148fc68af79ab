import { number, readOptions } from '../check.js';
import type { ClassificationDataset, TrainTest } from './dataset.js';
import { classifiedPoints, type SyntheticOptions, syntheticOptions } from './points.js';

/** Options of {@link xor}. */
export interface XorOptions extends SyntheticOptions {
  /**
   * Standard deviation of the noise on each coordinate, added after the class is known, so that
   * it carries points over the axes. In [0, 10]. Default `0`.
   */
  readonly noise?: number;
}

const table = { ...syntheticOptions, noise: number(0, '[0, 10]') };

/**
 * Points spread evenly over the square [−1, 1]², classified by their quadrant.
 *
 * Class 0 where x and y have the same sign, x y > 0; class 1 where they have opposite signs,
 * x y < 0. No straight line separates the two: Minsky & Papert, Perceptrons, MIT Press 1969.
 * @throws {@link ProblemError} when an option leaves the range written on it.
 * @example
 * ```ts
 * const { train, test } = xor({ examples: 200 });
 * ```
 */
export function xor(options: XorOptions = {}): TrainTest<ClassificationDataset> {
  const read = readOptions('xor', options, table);
  const classNames = ['same signs', 'opposite signs'];
  return classifiedPoints('xor', classNames, read, (label, _k, _count, random) => {
    const side = random.uniform() < 0.5 ? -1 : 1;
    // 1 − u lies in (0, 1]: no point falls on an axis.
    const x = side * (1 - random.uniform());
    const y = (label === 0 ? side : -side) * (1 - random.uniform());
    return [x, y];
  });
}
