import { arrayDataset, DataLoader, type Dataset } from '@nadir/train';
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
  const inputs = { values: features, shape: [features.length / targets.length] };
  const columns = { inputs, targets: objective.column(targets) };
  return weights === undefined
    ? arrayDataset(columns)
    : arrayDataset({ ...columns, weights: { values: weights } });
}
