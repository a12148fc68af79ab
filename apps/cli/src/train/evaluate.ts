import type { Sequential } from '@nadir/core';
import { type Tensor2D, tensor2d, tidy } from '@tensorflow/tfjs';
import type { Scores } from './metrics.js';
import type { Objective } from './objective.js';

/** Examples whose outputs are computed at once: more would only take more memory. */
const chunk = 1024;

/** Standardised features and the targets that belong to them. */
export interface Examples {
  readonly features: Float32Array;
  readonly targets: Float64Array;
}

/** Outputs of a model in evaluation mode, shape [n, outputs]. */
export function outputsOf(
  model: Sequential,
  features: Float32Array,
  width: number,
  outputs: number,
): Float32Array {
  const rows = features.length / width;
  const all = new Float32Array(rows * outputs);
  forEachChunk(rows, (start, end) => {
    const part = tidy(() => forward(model, features, width, start, end).dataSync());
    all.set(part, start * outputs);
  });
  return all;
}

/** Scores of a model in evaluation mode, and what it predicts. */
export function evaluate(
  model: Sequential,
  objective: Objective,
  { features, targets }: Examples,
): { scores: Scores; predicted: Float64Array } {
  const rows = targets.length;
  const width = features.length / rows;
  const outputs = new Float32Array(rows * objective.outputs);
  let loss = 0;
  forEachChunk(rows, (start, end) => {
    tidy(() => {
      const part = forward(model, features, width, start, end);
      outputs.set(part.dataSync(), start * objective.outputs);
      const wanted = objective.encode(targets.subarray(start, end));
      loss += (objective.loss(part, wanted).dataSync()[0] as number) * ((end - start) / rows);
    });
  });
  const predicted = objective.decode(outputs);
  return { scores: objective.scores(loss, predicted, targets), predicted };
}

function forward(
  model: Sequential,
  features: Float32Array,
  width: number,
  start: number,
  end: number,
): Tensor2D {
  const rows = features.subarray(start * width, end * width);
  return model.forward(tensor2d(rows, [end - start, width])) as Tensor2D;
}

function forEachChunk(rows: number, action: (start: number, end: number) => void): void {
  for (let start = 0; start < rows; start += chunk) action(start, Math.min(rows, start + chunk));
}
