import type { Batch } from '@nadir/train';
import type { Tensor } from '@tensorflow/tfjs-core';

/** Features of examples that are made when they are asked for. */
export interface FeatureRows {
  /** Number of features of an example. */
  readonly width: number;
  /** Features of the examples with these numbers, row by row. */
  rows(numbers: Uint32Array): Float32Array;
}

/** Features as a model takes them, and the targets that belong to them. */
export interface Examples {
  /** Shape [examples, width], row by row; or what makes them. */
  readonly features: Float32Array | FeatureRows;
  /** Index of the class, or number in the target's unit, of each example. */
  readonly targets: Float64Array;
  /** How much each example counts; absent where all count alike. */
  readonly weights?: Float32Array;
}

/** Examples that a model is trained on together. */
export interface ExampleBatch extends Batch {
  /** Shape [n]. */
  readonly weights?: Tensor;
}
