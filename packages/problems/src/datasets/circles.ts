import { number, readOptions } from '../check.js';
import type { ClassificationDataset, TrainTest } from './dataset.js';
import { classifiedPoints, type SyntheticOptions, syntheticOptions } from './points.js';

/** Options of {@link circles}. */
export interface CirclesOptions extends SyntheticOptions {
  /** Radius of the inner circle; the outer one has 1. In (0, 1). Default `0.5`. */
  readonly factor?: number;
  /** Standard deviation of the noise on each coordinate, in [0, 10]. Default `0.1`. */
  readonly noise?: number;
}

const table = {
  ...syntheticOptions,
  factor: number(0.5, '(0, 1)'),
  noise: number(0.1, '[0, 10]'),
};

/**
 * Two circles around the origin: class 0 with radius 1, class 1 inside it with radius `factor`.
 * The points of each are evenly spaced.
 *
 * These are the circles of scikit-learn's `make_circles`, with other random numbers.
 * @throws {@link ProblemError} when an option leaves the range written on it.
 * @example
 * ```ts
 * const { train, test } = circles({ factor: 0.3 });
 * ```
 */
export function circles(options: CirclesOptions = {}): TrainTest<ClassificationDataset> {
  const { factor, ...rest } = readOptions('circles', options, table);
  return classifiedPoints('circles', ['outer', 'inner'], rest, (label, k, count) => {
    const radius = label === 0 ? 1 : factor;
    const angle = (2 * Math.PI * k) / count;
    return [radius * Math.cos(angle), radius * Math.sin(angle)];
  });
}
