import type { Tensor } from '@tensorflow/tfjs-core';

/** Tensors and texts by name: what a safetensors file holds. */
export interface StateDict {
  readonly tensors: Readonly<Record<string, Tensor>>;
  readonly metadata: Readonly<Record<string, string>>;
}

/** What a state and the object that it was loaded into do not have in common. */
export interface LoadResult {
  /** Names that the state has nothing for. They keep what they have. */
  readonly missing: readonly string[];
  /** Names of the state that are not here. They are left out. */
  readonly unexpected: readonly string[];
  /** Names that both have, with something else in them, such as another shape. They keep what they have. */
  readonly mismatched: readonly string[];
}
