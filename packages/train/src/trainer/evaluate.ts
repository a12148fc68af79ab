import { checkNames, checkOptions } from '@nadir/core/internal';
import type { Scalar, Tensor } from '@tensorflow/tfjs-core';
import type { DataLoader } from '../data/data-loader.js';
import type { Batch } from '../data/dataset.js';
import { measureOutputs } from '../metrics/measure.js';
import type { Metric } from '../metrics/metric.js';
import type { Scores } from '../metrics/running-scores.js';
import { BatchStep } from './batch-step.js';
import { type Model, trainedModel } from './model.js';
import type { AnyBatch } from './options.js';
import { scoresOn } from './scores-on.js';

/** Options of {@link evaluate}. */
export interface EvaluateOptions<B extends AnyBatch = Batch> {
  /** Mean loss of a batch. */
  loss: (outputs: Tensor, batch: B) => Scalar;
  /** Further figures by name, of outputs and `batch.targets`. */
  metrics?: Readonly<Record<string, Metric>>;
}

/**
 * Loss and metrics of a model on all batches of a loader. The model is in evaluation mode then, and stays in it.
 *
 * @throws {@link OptionError} when the model is none, or an option is unknown.
 * @example
 * ```ts
 * const { loss, f1 } = await evaluate(model, testLoader, {
 *   loss: (outputs, { targets }) => crossEntropy(outputs, targets),
 *   metrics: { f1: f1() },
 * });
 * ```
 */
export async function evaluate<B extends AnyBatch = Batch>(
  model: Model,
  loader: DataLoader<B>,
  options: EvaluateOptions<B>,
): Promise<Scores> {
  checkOptions('evaluate', options);
  checkNames('evaluate', options, ['loss', 'metrics']);
  const { loss, metrics = {} } = options;
  const { forward, setTraining } = trainedModel(model);
  setTraining(false);
  const outputsOf = (batch: B) => forward((batch as unknown as Batch).inputs);
  const measure = new BatchStep((batch: B) => measureOutputs(batch, outputsOf, loss, metrics));
  try {
    return await scoresOn(loader, metrics, (batch) => measure.run(batch));
  } finally {
    measure.dispose();
  }
}
