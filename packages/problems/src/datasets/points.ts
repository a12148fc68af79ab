import { integer } from '../check.js';
import { createRandom, type Random } from '../random.js';
import type { ClassificationDataset, TrainTest } from './dataset.js';
import { type SplitOptions, split, splitOptions } from './split.js';

/**
 * Options of every synthetic data set.
 *
 * The same options give the same data everywhere. Features and targets are rounded to float32,
 * which hides the last bits of `Math.sin`, `Math.cos` and `Math.log`, where engines differ; only a
 * value that happens to lie that close to the middle of two float32 numbers could show them.
 */
export interface SyntheticOptions extends SplitOptions {
  /** Number of examples, train and test together, an integer in [20, 1000000]. Default `500`. */
  readonly examples?: number;
}

/** What {@link SyntheticOptions} accept. */
export const syntheticOptions = { examples: integer(500, '[20, 1000000]'), ...splitOptions };

/** Place of the `k`-th of the `count` examples of a class, before noise. */
type Place = (label: number, k: number, count: number, random: Random) => readonly [number, number];

/**
 * Classes of points in the plane, in random order.
 *
 * The examples are dealt to the classes in turn, so class sizes differ by one at most. Each
 * coordinate gets normal noise of standard deviation `noise`. The draws do not depend on `noise`:
 * with a greater one, the same points move further in the same directions.
 */
export function classifiedPoints(
  name: string,
  classNames: readonly string[],
  options: Readonly<Record<'examples' | 'noise' | 'seed' | 'testShare', number>>,
  place: Place,
): TrainTest<ClassificationDataset> {
  const { examples, noise, seed, testShare } = options;
  const classCount = classNames.length;
  const random = createRandom(seed, 0);
  const features = new Float32Array(2 * examples);
  const labels = new Int32Array(examples);
  random.permutation(examples).forEach((dealt, row) => {
    const label = dealt % classCount;
    const count = Math.ceil((examples - label) / classCount);
    const [x, y] = place(label, Math.floor(dealt / classCount), count, random);
    features[2 * row] = x + noise * random.normal();
    features[2 * row + 1] = y + noise * random.normal();
    labels[row] = label;
  });
  const dataset: ClassificationDataset = {
    name,
    task: 'classification',
    examples,
    featureCount: 2,
    featureNames: ['x', 'y'],
    features,
    labels,
    classCount,
    classNames,
  };
  return split(dataset, { testShare, seed });
}

/** `word 0`, `word 1`, … */
export function numbered(word: string, count: number): string[] {
  return Array.from({ length: count }, (_, i) => `${word} ${i}`);
}
