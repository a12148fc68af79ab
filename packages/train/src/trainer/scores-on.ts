import {
  dispose,
  type Scalar,
  type Tensor,
  type TensorContainer,
  tidy,
} from '@tensorflow/tfjs-core';
import type { Loader } from '../data/loader.js';
import type { Metric } from '../metrics/metric.js';
import { RunningScores, type Scores } from '../metrics/running-scores.js';
import type { AnyBatch } from './options.js';
import { Turns } from './turn.js';

/** How a batch is measured. */
export interface Measured<B extends AnyBatch> {
  readonly metrics: Readonly<Record<string, Metric>>;
  readonly forward: (batch: B) => Tensor;
  readonly loss: (outputs: Tensor, batch: B) => Scalar;
}

/** Number of examples in a batch. */
export const countIn = ({ targets }: AnyBatch): number => targets.shape[0] ?? 1;

/** Scores over all batches of a loader. */
export async function scoresOn<B extends AnyBatch>(
  loader: Loader<B>,
  { metrics, forward, loss }: Measured<B>,
): Promise<Scores> {
  const running = new RunningScores(metrics);
  const turns = new Turns();
  for await (const batch of loader.batches()) {
    const measured = tidy(() => {
      const outputs = forward(batch);
      return running.measure(outputs, batch.targets, loss(outputs, batch));
    });
    running.add(await measured.data<'float32'>(), countIn(batch));
    dispose([measured, batch as unknown as TensorContainer] as TensorContainer);
    await turns.take();
  }
  return running.scores();
}
