import { dispose, type TensorContainer } from '@tensorflow/tfjs-core';
import type { Loader } from '../data/loader.js';
import { type Measured, readFigures } from '../metrics/measure.js';
import type { Metric } from '../metrics/metric.js';
import { RunningScores, type Scores } from '../metrics/running-scores.js';
import type { AnyBatch } from './options.js';
import { Turns } from './turn.js';

/** Number of examples in a batch. */
export const countIn = ({ targets }: AnyBatch): number => targets.shape[0] ?? 1;

/**
 * Scores over all batches of a loader.
 *
 * @param measure Loss and metrics of a batch.
 * @param signal When it is aborted, no further batch is measured.
 * @throws The reason of the signal.
 */
export async function scoresOn<B extends AnyBatch>(
  loader: Loader<B>,
  metrics: Readonly<Record<string, Metric>>,
  measure: (batch: B) => Measured,
  signal?: AbortSignal,
): Promise<Scores> {
  const running = new RunningScores(metrics);
  const turns = new Turns();
  for await (const batch of loader.batches()) {
    try {
      signal?.throwIfAborted();
      running.add(await readFigures(measure(batch)), countIn(batch));
    } finally {
      dispose(batch as unknown as TensorContainer);
    }
    await turns.take();
  }
  return running.scores();
}
