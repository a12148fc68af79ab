import { fitScaler, type Scaler, standardise } from '@nadir/cli/data/scaler';
import type { Examples } from '@nadir/cli/training/examples';
import { type Objective, objectiveFor } from '@nadir/cli/training/objective';
import type { Dataset, TrainTest } from '@nadir/problems';
import type { TargetSpec } from '@nadir/train/tables';
import type { InputName, NetworkTask } from '../../state/task.js';
import { inputsAt } from './inputs.js';

/** Examples whose features are all there at once. */
type Listed = Examples & { readonly features: Float32Array };

/** What networks learn from: examples as they came, and as the network is given them. */
export interface Material {
  readonly data: TrainTest;
  readonly inputs: readonly string[];
  /** Number of units of each layer, inputs first. */
  readonly widths: readonly number[];
  readonly objective: Objective;
  /** Inputs, standardised by the training part. */
  readonly train: Listed;
  readonly test: Listed;
  /** Inputs of the network at points or images, row by row. */
  standardised(features: Float32Array): Float32Array;
}

/** Names of the classes; none where a number is predicted. */
export const classNamesOf = (data: Dataset): readonly string[] =>
  data.task === 'classification' ? data.classNames : [];

/** What is to be predicted of each example. */
export const targetsOf = (data: Dataset): Float64Array =>
  Float64Array.from(data.task === 'classification' ? data.labels : data.targets);

/** The material of a task, made of its data. */
export function materialOf(
  { inputs: chosen, layers }: Pick<NetworkTask, 'inputs' | 'layers'>,
  data: TrainTest,
): Material {
  const { train, test } = data;
  const isPlane = train.featureCount === 2;
  // A network without inputs would learn nothing.
  const inputs: readonly string[] = isPlane
    ? chosen.length > 0
      ? chosen
      : ['x']
    : train.featureNames;
  const raw = (features: Float32Array) =>
    isPlane ? inputsAt(features, inputs as InputName[]) : Float64Array.from(features);
  const scaler: Scaler = fitScaler(raw(train.features), inputs.length);
  const standardised = (features: Float32Array) => standardise(raw(features), scaler);
  const objective = objectiveFor(targetOf(train));
  return {
    ...{ data, inputs, objective, standardised },
    widths: [inputs.length, ...layers.map(({ units }) => units), objective.outputs],
    train: { features: standardised(train.features), targets: targetsOf(train) },
    test: { features: standardised(test.features), targets: targetsOf(test) },
  };
}

/** What the outputs mean: classes, or a number with the mean and deviation of the training part. */
function targetOf(train: Dataset): TargetSpec {
  if (train.task === 'classification') {
    return { column: 'class', task: train.task, from: 'text', classes: train.classNames };
  }
  const { mean, deviation } = fitScaler(targetsOf(train), 1);
  const moments = { mean: mean[0] as number, deviation: deviation[0] as number };
  return { column: 'value', task: train.task, ...moments };
}
