import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import * as tf from '@tensorflow/tfjs';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { expect } from 'vitest';

const wasmBinary = createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm');

/** Makes the wasm backend the current one, with its binary from the package that is installed. */
export async function useWasm(): Promise<void> {
  setWasmPaths(`${dirname(wasmBinary)}/`);
  await tf.setBackend('wasm');
}

/** How many tensors there are, and buffers on the backend that is set. */
function held(): number[] {
  return [tf.memory().numTensors, (tf.backend() as tf.KernelBackend).numDataIds()];
}

/** Runs `compute` on one backend and reads what it gives; nothing may be left behind. */
export async function on(name: string, compute: () => tf.Tensor[]): Promise<tf.Tensor[]> {
  await tf.setBackend(name);
  const before = held();
  const results = tf.tidy(compute);
  const read = results.map((tensor) => ({ shape: tensor.shape, values: tensor.dataSync() }));
  tf.dispose(results);
  expect(held()).toEqual(before);
  await tf.setBackend('cpu');
  return read.map(({ shape, values }) => tf.tensor(values, shape));
}

/**
 * Holds `wasm` against `cpu`, whose kernels are plain loops in float64 sums. Agreement is to 1e-4
 * of the largest element, for sums of thousands of products.
 */
export async function expectAgreement(compute: () => tf.Tensor[]): Promise<void> {
  const given = await on('wasm', compute);
  const expected = await on('cpu', compute);
  expect(given.map(({ shape }) => shape)).toEqual(expected.map(({ shape }) => shape));
  expected.forEach((tensor, which) => {
    const want = [...tensor.dataSync()];
    const have = [...(given[which] as tf.Tensor).dataSync()];
    const scale = want.reduce((largest, value) => Math.max(largest, Math.abs(value)), 1e-3);
    const wrong = want.findIndex(
      (value, i) => !(Math.abs(value - (have[i] as number)) <= 1e-4 * scale),
    );
    const found = wrong < 0 ? undefined : { which, wrong, want: want[wrong], have: have[wrong] };
    expect(found).toBeUndefined();
  });
  tf.dispose([...given, ...expected]);
}

/** Numbers that differ from place to place, the same on each backend. */
export function numbers(shape: number[], salt: number): tf.Tensor {
  const values = Float32Array.from(
    { length: tf.util.sizeFromShape(shape) },
    (_, i) => Math.sin(12.9898 * (i + 1) + salt) * (1 + (i % 7) / 7),
  );
  return tf.tensor(values, shape);
}

/** Gradients of a function of tensors for an output gradient that is no constant. */
export function gradients(
  f: (...inputs: tf.Tensor[]) => tf.Tensor,
  inputs: tf.Tensor[],
): tf.Tensor[] {
  const dy = numbers(f(...inputs).shape, 3);
  return tf.grads(f)(inputs, dy);
}
