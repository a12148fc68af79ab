import type { Module } from '@nadir/core';
import { evaluate } from '@nadir/train';
import type { Examples } from './examples.js';
import { measuringLoader } from './loaders.js';
import type { Objective } from './objective.js';
import type { FinalScores } from './scores.js';

/** All scores of a finished model on examples, each of which counts alike, whatever its weight in training. */
export async function finalScores(
  model: Module,
  objective: Objective,
  { features, targets }: Examples,
): Promise<FinalScores> {
  const { loss, metrics, finalMetrics } = objective;
  const loader = measuringLoader({ features, targets }, objective);
  const options = { loss, metrics: { ...metrics, ...finalMetrics } };
  return objective.scores(await evaluate(model, loader, options));
}
