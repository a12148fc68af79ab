import { datasets, type Dataset as ProblemData, split, type TrainTest } from '@nadir/problems';
import type { Dataset, Part } from './dataset.js';

/** Names of the problems that come with Nadir. */
export const problemNames: readonly string[] = Object.keys(datasets);

/** A data set whose training part has given some examples to choose options by. */
export interface DatasetInThree extends Dataset {
  readonly validation: Part;
}

/** A problem by name, its data and its test part drawn from the seed. */
export function fromProblem(name: string, seed: number): Dataset {
  const { train, test } = make(name, seed);
  return describe(name, train, test);
}

/**
 * A problem by name, whose training part gives one example in five, of each class alike, for
 * validation. The test part is that of {@link fromProblem}.
 */
export function fromProblemInThree(name: string, seed: number): DatasetInThree {
  const whole = make(name, seed);
  const { train, test: validation } = split(whole.train, { seed });
  return { ...describe(name, train, whole.test), validation: partOf(validation) };
}

function make(name: string, seed: number): TrainTest {
  const factory = datasets[name];
  if (factory === undefined) throw new Error(`no problem is named ${name}`);
  return factory({ seed });
}

const describe = (name: string, train: ProblemData, test: ProblemData): Dataset => ({
  name,
  featureNames: train.featureNames,
  target: train.task === 'classification' ? 'class' : 'value',
  ...(train.task === 'classification' && { classNames: train.classNames }),
  train: partOf(train),
  test: partOf(test),
});

const partOf = (data: ProblemData): Part => ({
  examples: data.examples,
  features: Float64Array.from(data.features),
  targets: Float64Array.from(data.task === 'classification' ? data.labels : data.targets),
});
