import { number, readOptions } from '../check.js';
import { createRandom } from '../random.js';
import type { RegressionDataset, TrainTest } from './dataset.js';
import { type SyntheticOptions, syntheticOptions } from './points.js';
import { split } from './split.js';

/** Options of {@link bumps}. */
export interface BumpsOptions extends SyntheticOptions {
  /** Width σ of each bump, in [0.01, 10]. Default `0.25`. */
  readonly width?: number;
  /** Standard deviation of the noise on the target, in [0, 10]. Default `0.05`. */
  readonly noise?: number;
}

const table = {
  ...syntheticOptions,
  width: number(0.25, '[0.01, 10]'),
  noise: number(0.05, '[0, 10]'),
};

/** Centres, and whether there is a hill or a hollow. */
const centres: readonly (readonly [x: number, y: number, height: 1 | -1])[] = [
  [-0.6, 0.4, 1],
  [0, 0.4, -1],
  [0.6, 0.4, 1],
  [-0.6, -0.4, -1],
  [0, -0.4, 1],
  [0.6, -0.4, -1],
];

/**
 * Three hills and three hollows in two rows, by turns: a regression that no straight plane fits.
 *
 * The target is Σ ± exp(−‖p − c‖² / 2σ²) + `noise` · ε over the six centres c, where p is uniform in [−1, 1)², σ is `width`
 * and ε is standard normal.
 * @throws {@link ProblemError} when an option leaves the range written on it.
 * @example
 * ```ts
 * const { train, test } = bumps({ width: 0.2 });
 * ```
 */
export function bumps(options: BumpsOptions = {}): TrainTest<RegressionDataset> {
  const { examples, width, noise, seed, testShare } = readOptions('bumps', options, table);
  const random = createRandom(seed, 0);
  const features = new Float32Array(2 * examples);
  const targets = new Float32Array(examples);
  for (let row = 0; row < examples; row++) {
    const x = Math.fround(2 * random.uniform() - 1);
    const y = Math.fround(2 * random.uniform() - 1);
    features.set([x, y], 2 * row);
    const height = centres.reduce(
      (sum, [cx, cy, sign]) =>
        sum + sign * Math.exp(-((x - cx) ** 2 + (y - cy) ** 2) / (2 * width ** 2)),
      0,
    );
    targets[row] = height + noise * random.normal();
  }
  const dataset: RegressionDataset = {
    name: 'bumps',
    task: 'regression',
    examples,
    featureCount: 2,
    featureNames: ['x', 'y'],
    features,
    targets,
  };
  return split(dataset, { testShare, seed });
}
