import { type Optimizer, OptionError } from '@nadir/core';
import { describe } from '@nadir/core/internal';
import type { Scalar, Tensor, Optimizer as TfOptimizer } from '@tensorflow/tfjs-core';

/** What callbacks ask of the model that `fit` trains: a `tf.LayersModel` has all of it. */
export interface FittedModel {
  readonly optimizer: TfOptimizer;
  readonly metricsNames: readonly string[];
  stopTraining: boolean;
  getWeights(): Tensor[];
  setWeights(weights: Tensor[]): void;
  evaluate(
    x: Tensor | Tensor[],
    y: Tensor | Tensor[],
    options?: { batchSize?: number },
  ): Scalar | Scalar[];
  evaluateDataset(dataset: never, options: { batches?: number }): Promise<Scalar | Scalar[]>;
}

/** Numbers of an epoch by their names, such as `loss` and `val_loss`. */
export type Logs = Record<string, number>;

/** Throws unless a value is a model that `fit` trains. */
export function checkModel(where: string, model: unknown): void {
  const { getWeights, setWeights, evaluate } = Object(model) as Partial<FittedModel>;
  if ([getWeights, setWeights, evaluate].every((method) => typeof method === 'function')) return;
  throw new OptionError(`${where}: got ${describe(model)}, expected a tf.LayersModel.`);
}

/** The learning rate of the model's optimizer, that of its first group. Throws where that is a schedule, or there is none. */
export const learningRateOf = (where: string, model: FittedModel): number =>
  ratesOf(where, model)[0] as number;

/**
 * Changes the learning rate of the model's optimizer, of each of its groups by itself, from the next step on.
 *
 * @param change What becomes of a rate.
 * @throws {@link OptionError} where a rate is a schedule, or there is none. Then nothing has changed.
 */
export function changeLearningRate(
  where: string,
  model: FittedModel,
  change: (rate: number) => number,
): void {
  const rates = ratesOf(where, model).map(change);
  const { optimizer } = model;
  if (hasGroups(optimizer)) {
    rates.forEach((learningRate, group) => {
      optimizer.setOptions({ learningRate }, group);
    });
    return;
  }
  const [rate] = rates as [number];
  const one = optimizer as { learningRate?: number; setLearningRate?: (value: number) => void };
  // `tf.train.sgd` reads its property no more.
  if (one.setLearningRate !== undefined) one.setLearningRate(rate);
  else one.learningRate = rate;
}

// Not by its class: TensorFlow.js takes every optimizer for an instance of it.
const hasGroups = (optimizer: object): optimizer is Optimizer => 'groups' in optimizer;

function ratesOf(where: string, { optimizer }: FittedModel): readonly number[] {
  const rates: readonly unknown[] = hasGroups(optimizer)
    ? optimizer.groups.map(({ options }) => options.learningRate)
    : [(optimizer as { readonly learningRate?: unknown }).learningRate];
  if (rates.every((rate) => typeof rate === 'number')) return rates;
  const other = rates.find((rate) => typeof rate !== 'number');
  throw new OptionError(
    `${where}: got an optimizer with ${describe(other)} as learning rate, expected a number. Give the optimizer ` +
      'a number, or leave out the callback.',
  );
}
