import * as tf from '@tensorflow/tfjs';
import type { MathBackendWebGL } from '@tensorflow/tfjs-backend-webgl';
import { expect } from 'vitest';

/** The webgl backend of TensorFlow.js, which has to be the current one. */
export const webgl = () => tf.backend() as MathBackendWebGL;

/** Numbers k/8 that float32 adds and multiplies exactly here, none of them 0. */
export const eighths = (size: number, seed: number) =>
  Float32Array.from({ length: size }, (_, i) => (((i * 7 + seed * 5) % 31) - 15.5) / 8);

/** A tensor on the device in one layout. */
export function placed(
  values: Float32Array,
  shape: readonly number[],
  isPacked: boolean,
): tf.Tensor {
  const tensor = tf.tensor(values, [...shape]);
  webgl().texData.get(tensor.dataId).isPacked = isPacked;
  webgl().uploadToGPU(tensor.dataId);
  expect(Boolean(webgl().texData.get(tensor.dataId).isPacked)).toBe(isPacked);
  return tensor;
}
