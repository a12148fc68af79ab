import { integer, number, readOptions } from '../check.js';
import { ProblemError } from '../errors.js';
import { createRandom } from '../random.js';
import type { Dataset, TrainTest } from './dataset.js';

/** Options of {@link split}, which every data set takes too. */
export interface SplitOptions {
  /** Share of the examples in the test part, in [0, 1). Default `0.2`. */
  readonly testShare?: number;
  /** Seed of every random choice, an integer in [0, 4294967295]. Default `0`. */
  readonly seed?: number;
}

/** What {@link SplitOptions} accept. */
export const splitOptions = {
  testShare: number(0.2, '[0, 1)'),
  seed: integer(0, '[0, 4294967295]'),
};

/**
 * A data set in two parts, which share no example and together hold all of them.
 *
 * Which examples are in the test part is random and depends on the seed alone; both parts keep
 * the order of the data set. The test part has `testShare` of all examples, rounded to the nearest
 * integer, and `testShare` of each class, rounded up or down: both parts keep the proportions of
 * the classes. With `testShare` 0 the train part is the data set as it was, and the test part is
 * empty.
 *
 * @throws {@link ProblemError} when an option leaves its range, or when the arrays of the data set
 * contradict its counts.
 * @example
 * ```ts
 * const { train, test } = split(dataset, { testShare: 0.25, seed: 7 });
 * ```
 */
export function split<D extends Dataset>(dataset: D, options: SplitOptions = {}): TrainTest<D> {
  const { testShare, seed } = readOptions('split', options, splitOptions);
  checkDataset(dataset);

  const { examples } = dataset;
  // A regression is split as if all of it were one class.
  const labels = dataset.task === 'classification' ? dataset.labels : new Int32Array(examples);
  const missing = testCounts(labels, testShare);
  const isTest = new Uint8Array(examples);
  for (const row of createRandom(seed, 1).permutation(examples)) {
    const label = labels[row] as number;
    const count = missing[label] as number;
    if (count === 0) continue;
    missing[label] = count - 1;
    isTest[row] = 1;
  }
  return { train: part(dataset, isTest, 0), test: part(dataset, isTest, 1) };
}

/** How many examples of each class the test part takes. */
function testCounts(labels: Int32Array, testShare: number): number[] {
  const counts: number[] = [];
  for (const label of labels) counts[label] = (counts[label] ?? 0) + 1;
  // Rounding the running total spreads the rounding errors over the classes.
  let passed = 0;
  let taken = 0;
  return Array.from(counts, (count = 0) => {
    passed += count;
    const before = taken;
    taken = Math.round(testShare * passed);
    return taken - before;
  });
}

/** The examples whose entry of `isTest` is `wanted`. */
function part<D extends Dataset>(dataset: D, isTest: Uint8Array, wanted: 0 | 1): D {
  const { featureCount } = dataset;
  const isWanted = (_: number, row: number) => isTest[row] === wanted;
  const answers =
    dataset.task === 'classification'
      ? { labels: dataset.labels.filter(isWanted) }
      : { targets: dataset.targets.filter(isWanted) };
  return {
    ...dataset,
    ...answers,
    examples: isTest.filter((entry) => entry === wanted).length,
    features: dataset.features.filter((_, i) => isTest[Math.floor(i / featureCount)] === wanted),
  };
}

function checkDataset(dataset: Dataset): void {
  const { examples, featureCount, features } = dataset;
  if (features.length !== examples * featureCount) {
    throw new ProblemError(
      `split: got ${features.length} features, ` +
        `expected ${examples} examples × ${featureCount} features.`,
    );
  }
  const [word, answers] =
    dataset.task === 'classification' ? ['labels', dataset.labels] : ['targets', dataset.targets];
  if (answers.length !== examples) {
    throw new ProblemError(`split: got ${answers.length} ${word}, expected ${examples}.`);
  }
  if (dataset.task === 'regression') return;
  const { classCount } = dataset;
  const stray = dataset.labels.find((label) => label < 0 || label >= classCount);
  if (stray !== undefined) {
    throw new ProblemError(`split: got label ${stray}, expected integers in [0, ${classCount}).`);
  }
}
