import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { Intake } from './arena.js';
import type { Residents } from './residents.js';

/** What a kernel on the host needs of a TensorFlow.js backend: the arrays of its tensors. */
export interface HostMemory {
  /**
   * The values of a tensor, to be read before the next kernel runs.
   *
   * @param intake Room for values that have no array yet.
   */
  read(tensor: TensorInfo, intake: Intake): Float32Array;
  /**
   * The array for the next values of a tensor that nobody else sees; `undefined` where a new tensor
   * has to take its place.
   */
  write(tensor: TensorInfo): Float32Array | undefined;
  /**
   * A new tensor of an array that nobody else has.
   *
   * @param replaced The tensor whose place it takes, if it takes one.
   */
  publish(array: Float32Array, shape: readonly number[], replaced?: TensorInfo): TensorInfo;
  /** Left out where no tensor lives in an arena. */
  readonly residents?: Residents;
}
