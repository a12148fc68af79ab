import { Tensor } from '@tensorflow/tfjs-core';

/**
 * A gradient of some rows of a parameter, which are slices along its first axis; that of the others is 0.
 * Rows that are named more than once are added up.
 */
export interface SparseGradient {
  /** The rows that it names, int32 `[k]`. */
  readonly indices: Tensor;
  /** What it has for each of them, float32 `[k, …]`, the rest of the shape being that of a row. */
  readonly values: Tensor;
}

/** A gradient of all of a parameter, or of some rows. */
export type Gradient = Tensor | SparseGradient;

/** Whether a gradient has some rows only. */
export const isSparse = (gradient: Gradient | undefined): gradient is SparseGradient =>
  !(gradient instanceof Tensor) &&
  typeof gradient === 'object' &&
  'indices' in gradient &&
  'values' in gradient;
