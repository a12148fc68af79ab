import type { Tensor } from '@tensorflow/tfjs-core';

/** Tensors and texts by name: what a safetensors file holds. */
export interface StateDict {
  readonly tensors: Readonly<Record<string, Tensor>>;
  readonly metadata: Readonly<Record<string, string>>;
}
