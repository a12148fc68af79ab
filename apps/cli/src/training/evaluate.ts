import type { Sequential } from '@nadir/nn';
import {
  concat,
  reshape,
  type Scalar,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  tensor2d,
  tidy,
} from '@tensorflow/tfjs-core';
import type { Examples } from './batches.js';
import type { Scores } from './metrics.js';
import type { Objective } from './objective.js';

/** Examples whose outputs are computed at once: more would only take more memory. */
const chunk = 1024;

/** Outputs of a model in evaluation mode, shape [n, outputs]. */
export async function outputsOf(
  model: Sequential,
  features: Float32Array,
  width: number,
  outputs: number,
): Promise<Float32Array> {
  const rows = features.length / width;
  const all = new Float32Array(rows * outputs);
  for (const [start, end] of chunksOf(rows)) {
    const part = tidy(() => forward(model, features, width, start, end));
    all.set(await take(part), start * outputs);
  }
  return all;
}

/** Scores of a model in evaluation mode, and what it predicts. */
export async function evaluate(
  model: Sequential,
  objective: Objective,
  { features, targets }: Examples,
): Promise<{ scores: Scores; predicted: Float64Array }> {
  const rows = targets.length;
  const width = features.length / rows;
  const outputs = new Float32Array(rows * objective.outputs);
  let loss = 0;
  for (const [start, end] of chunksOf(rows)) {
    const joined = tidy(() => {
      const given = forward(model, features, width, start, end);
      return join(given, objective.loss(given, objective.encode(targets.subarray(start, end))));
    });
    const part = await takeApart(joined);
    outputs.set(part.outputs, start * objective.outputs);
    loss += part.loss * ((end - start) / rows);
  }
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

/** First row of each chunk, and the row after its last. */
const chunksOf = (rows: number): [number, number][] =>
  Array.from({ length: Math.ceil(rows / chunk) }, (_, i) => [
    i * chunk,
    Math.min(rows, (i + 1) * chunk),
  ]);

/** The values of a tensor, which is disposed. */
export async function take(tensor: Tensor): Promise<Float32Array> {
  try {
    return await tensor.data<'float32'>();
  } finally {
    tensor.dispose();
  }
}

/** The outputs of a model and their loss in one tensor, so that a device is waited for once. */
export const join = (outputs: Tensor, loss: Scalar): Tensor1D =>
  concat([reshape(outputs, [-1]), reshape(loss, [1])] as Tensor1D[]);

/** The values of a tensor that {@link join} made, which is disposed. */
export async function takeApart(
  joined: Tensor1D,
): Promise<{ readonly outputs: Float32Array; readonly loss: number }> {
  const values = await take(joined);
  return { outputs: values.subarray(0, -1), loss: values.at(-1) as number };
}
