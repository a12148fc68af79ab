import { number, readOptions } from '../check.js';
import { createRandom } from '../random.js';
import type { RegressionDataset, TrainTest } from './dataset.js';
import { type SyntheticOptions, syntheticOptions } from './points.js';
import { split } from './split.js';

/** Options of {@link plane}. */
export interface PlaneOptions extends SyntheticOptions {
  /** Slope a along x, in [−1000, 1000]. Default `2`. */
  readonly slopeX?: number;
  /** Slope b along y, in [−1000, 1000]. Default `-1`. */
  readonly slopeY?: number;
  /** Height c above the origin, in [−1000, 1000]. Default `0.5`. */
  readonly intercept?: number;
  /** Standard deviation of the noise on the target, in [0, 1000]. Default `0.1`. */
  readonly noise?: number;
}

const table = {
  ...syntheticOptions,
  slopeX: number(2, '[-1000, 1000]'),
  slopeY: number(-1, '[-1000, 1000]'),
  intercept: number(0.5, '[-1000, 1000]'),
  noise: number(0.1, '[0, 1000]'),
};

/**
 * A plane seen through noise, the smallest linear regression.
 *
 * The target is a x + b y + c + `noise` · ε, where x and y are uniform in [−1, 1) and ε is standard
 * normal. The target is computed from x and y as they stand in `features`, in float32.
 * @throws {@link ProblemError} when an option leaves the range written on it.
 * @example
 * ```ts
 * const { train, test } = plane({ slopeX: 3, slopeY: 0, intercept: -1 });
 * ```
 */
export function plane(options: PlaneOptions = {}): TrainTest<RegressionDataset> {
  const { examples, slopeX, slopeY, intercept, noise, seed, testShare } = readOptions(
    'plane',
    options,
    table,
  );
  const random = createRandom(seed, 0);
  const features = new Float32Array(2 * examples);
  const targets = new Float32Array(examples);
  for (let row = 0; row < examples; row++) {
    const x = Math.fround(2 * random.uniform() - 1);
    const y = Math.fround(2 * random.uniform() - 1);
    features.set([x, y], 2 * row);
    targets[row] = slopeX * x + slopeY * y + intercept + noise * random.normal();
  }
  const dataset: RegressionDataset = {
    name: 'plane',
    task: 'regression',
    examples,
    featureCount: 2,
    featureNames: ['x', 'y'],
    features,
    targets,
  };
  return split(dataset, { testShare, seed });
}
