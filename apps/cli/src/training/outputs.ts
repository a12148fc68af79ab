import type { Module } from '@nadir/core';
import type { DataLoader } from '@nadir/train';
import { dispose, type Tensor, type TensorContainer, tidy } from '@tensorflow/tfjs-core';
import type { ExampleBatch } from './examples.js';

/** The values of a tensor, which is disposed. */
export async function take(tensor: Tensor): Promise<Float32Array> {
  try {
    return await tensor.data<'float32'>();
  } finally {
    tensor.dispose();
  }
}

/** Outputs of a model in evaluation mode for all examples of a loader, shape [examples, outputs]. */
export async function outputsOf(
  model: Module,
  loader: DataLoader<ExampleBatch>,
): Promise<Float32Array> {
  const parts: Float32Array[] = [];
  for await (const batch of loader.batches()) {
    parts.push(await take(tidy(() => model.forward(batch.inputs) as Tensor)));
    dispose(batch as unknown as TensorContainer);
  }
  return joined(parts);
}

function joined(parts: readonly Float32Array[]): Float32Array {
  const all = new Float32Array(parts.reduce((size, { length }) => size + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
