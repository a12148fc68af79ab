import { arrayDataset, DataLoader, type Dataset } from '@nadir/train';
import { tensor2d } from '@tensorflow/tfjs-core';
import type { ExampleBatch, Examples } from './examples.js';
import type { Objective } from './objective.js';

/** Examples that are measured at once: more would only take more memory. */
const measuredAtOnce = 1024;

/** Examples batch by batch, in an order of their own in each epoch. */
export const trainingLoader = (
  examples: Examples,
  objective: Objective,
  { batch, seed }: { readonly batch: number; readonly seed: number },
): DataLoader<ExampleBatch> =>
  new DataLoader(datasetOf(examples, objective), { batchSize: batch, shuffle: true, seed });

/** Examples in large batches, in their order. */
export const measuringLoader = (
  examples: Examples,
  objective: Objective,
): DataLoader<ExampleBatch> =>
  new DataLoader(datasetOf(examples, objective), { batchSize: measuredAtOnce });

/** Examples by number. */
export function datasetOf(
  { features, targets, weights }: Examples,
  objective: Objective,
): Dataset<ExampleBatch> {
  const wanted = objective.column(targets);
  if (features instanceof Float32Array) {
    const inputs = { values: features, shape: [features.length / targets.length] };
    const columns = { inputs, targets: wanted };
    return weights === undefined
      ? arrayDataset(columns)
      : arrayDataset({ ...columns, weights: { values: weights } });
  }
  const others: Dataset<Omit<ExampleBatch, 'inputs'>> =
    weights === undefined
      ? arrayDataset({ targets: wanted })
      : arrayDataset({ targets: wanted, weights: { values: weights } });
  return {
    length: targets.length,
    get: async (numbers) => ({
      inputs: tensor2d(features.rows(numbers), [numbers.length, features.width]),
      ...(await others.get(numbers)),
    }),
  };
}
