import { datasets, type Dataset as ProblemData } from '@nadir/problems';
import type { Dataset, Part } from './dataset.js';

/** Names of the problems that come with Nadir. */
export const problemNames: readonly string[] = Object.keys(datasets);

/** A problem by name, its data and its test part drawn from the seed. */
export function fromProblem(name: string, seed: number): Dataset {
  const make = datasets[name];
  if (make === undefined) throw new Error(`no problem is named ${name}`);
  const { train, test } = make({ seed });
  return {
    name,
    featureNames: train.featureNames,
    target: train.task === 'classification' ? 'class' : 'value',
    ...(train.task === 'classification' && { classNames: train.classNames }),
    train: partOf(train),
    test: partOf(test),
  };
}

const partOf = (data: ProblemData): Part => ({
  examples: data.examples,
  features: Float64Array.from(data.features),
  targets: Float64Array.from(data.task === 'classification' ? data.labels : data.targets),
});
