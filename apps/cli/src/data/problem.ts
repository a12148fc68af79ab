import { type Dataset, datasets, split } from '@nadir/problems';
import { Encoder, type TargetSpec } from '@nadir/train/tables';
import type { Examples } from '../training/examples.js';
import type { LearningData } from './learning-data.js';
import { fitScaler, fitSharedScaler, type Scaler, standardise } from './scaler.js';

/** Problems whose features are pixels. */
const imageProblems: ReadonlySet<string> = new Set(['digits']);

/** Share of the training part that is kept for validation. */
const validationShare = 0.15;

/**
 * A problem by name, its data and its parts drawn from the seed. Some examples of the problem's training part, of each class alike,
 * are kept for validation.
 */
export function problemData(name: string, seed: number): LearningData {
  const factory = datasets[name];
  if (factory === undefined) throw new Error(`no problem is named ${name}`);
  const whole = factory({ seed });
  const { train, test: validation } = split(whole.train, { seed, testShare: validationShare });
  const fit = imageProblems.has(name) ? fitSharedScaler : fitScaler;
  const scaler = fit(Float64Array.from(train.features), train.featureCount);
  const examplesOf = (part: Dataset): Examples => ({
    features: standardise(Float64Array.from(part.features), scaler),
    targets: targetsOf(part),
  });
  return {
    name,
    encoder: new Encoder({
      features: train.featureNames.map((column, i) => ({
        ...{ column, indicator: false, kind: 'number' },
        ...momentsAt(scaler, i),
        fill: scaler.mean[i] as number,
      })),
      target: targetOf(train),
      weight: null,
    }),
    train: examplesOf(train),
    validation: examplesOf(validation),
    test: examplesOf(whole.test),
    sentences: [],
  };
}

const targetsOf = (data: Dataset): Float64Array =>
  Float64Array.from(data.task === 'classification' ? data.labels : data.targets);

const momentsAt = ({ mean, deviation }: Scaler, i: number) => ({
  mean: mean[i] as number,
  deviation: deviation[i] as number,
});

function targetOf(train: Dataset): TargetSpec {
  if (train.task === 'classification') {
    return { column: 'class', task: train.task, from: 'text', classes: [...train.classNames] };
  }
  return {
    ...{ column: 'value', task: train.task },
    ...momentsAt(fitScaler(targetsOf(train), 1), 0),
  };
}
