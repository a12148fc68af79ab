import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { Program } from './trace.js';

/** What a kernel runs on. */
export interface KernelCall<T extends TensorInfo = TensorInfo> {
  /** Float32 tensors of one shape, and 0-D tensors for the program's broadcasts, by name. */
  readonly tensors: Readonly<Record<string, T>>;
  /** The program's scalars and integers, by name; may be left out if it has none. */
  readonly scalars?: Readonly<Record<string, number>>;
  /**
   * Names of tensors whose buffer nobody else sees. An output of such a name is written in place.
   * Other outputs go to new tensors.
   */
  readonly owned?: readonly string[];
  /**
   * Names of tensors that the caller is about to replace by the output of the same name. It is
   * written in place if the adapter is certain that nobody else sees the buffer: no other tensor,
   * and no array that was handed out.
   */
  readonly replaced?: readonly string[];
  /** Shape to run over; needed only by a program without tensors. */
  readonly shape?: readonly number[];
}

/** A compiled program: one pass, no readback. */
export interface Kernel {
  /** Runs once and returns the outputs that were not written in place, by name. */
  run(call: KernelCall): Readonly<Record<string, TensorInfo>>;
}

/** An adapter: a compiler from programs to kernels of one TensorFlow.js backend. */
export interface Backend {
  /** Name of the TensorFlow.js backend it serves. */
  readonly name: string;
  compile(program: Program): Kernel;
  /** Whether tensors can be read by `data()` only, never by `dataSync()`. Default `false`. */
  readonly readsAsynchronously?: boolean;
  /**
   * Whether tensors are arrays of the host: reading one waits for nobody, and an int32 has all its bits, so
   * that it holds four bytes of state. Default `false`: on a GPU integers pass through floats, which have 24.
   */
  readonly hostTensors?: boolean;
  /**
   * Float32 tensors of zeros where kernels of this backend update them fastest. They are filled,
   * read and disposed like any other. Left out: ordinary tensors.
   */
  allocate?(shapes: readonly (readonly number[])[]): TensorInfo[];
}
