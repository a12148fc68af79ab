import type { Tensor } from '@tensorflow/tfjs-core';

/** Numbers in rows, as the interpreter of rules holds a tensor. */
export interface NumberArray {
  readonly shape: readonly number[];
  readonly values: Float64Array | Float32Array;
}

/** Scalars of the step by name. */
export type StepNumbers = Readonly<Record<string, number>>;

/**
 * An operation on whole tensors between the programs of a step: matrix products, sums along an axis.
 *
 * It is written twice: with TensorFlow.js ops, which run on every backend, and in plain JavaScript,
 * which gives it its meaning as the interpreter does for programs.
 */
export interface TensorOp {
  readonly name: string;
  /** Names of the results; those of `'float32'` have the shape of the parameter. */
  readonly results: Readonly<Record<string, 'float32' | 'tensor'>>;
  /**
   * With TensorFlow.js, inside `tidy`. It reads nothing back, and may return an input or a tensor that
   * shares the buffer of one. `numbers` has what `call` was given.
   */
  run(inputs: readonly Tensor[], numbers: StepNumbers): Readonly<Record<string, Tensor>>;
  /**
   * The same in float64. The interpreter rounds what it returns to its own precision, which the arrays
   * of the inputs tell.
   */
  interpret(
    inputs: readonly NumberArray[],
    numbers: StepNumbers,
  ): Readonly<Record<string, NumberArray>>;
}
