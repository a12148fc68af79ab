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

/** Whole numbers from 0 to 255, of which a tensor holds four in each int32. */
export interface BytePacking {
  /** Puts float32 numbers into a new tensor of shape [⌈size / 4⌉]. */
  pack(bytes: TensorInfo): TensorInfo;
  /** Takes them out again, into a new float32 tensor of a shape. */
  unpack(packed: TensorInfo, shape: readonly number[]): TensorInfo;
}

/** An adapter: a compiler from programs to kernels of one TensorFlow.js backend. */
export interface Backend {
  /** Name of the TensorFlow.js backend it serves. */
  readonly name: string;
  compile(program: Program): Kernel;
  /** Whether tensors can be read by `data()` only, never by `dataSync()`. Default `false`. */
  readonly readsAsynchronously?: boolean;
  /**
   * Whether tensors are arrays of the host, so that reading one waits for nobody, and a loop over it takes the
   * place of many operations. Default `false`.
   */
  readonly hostTensors?: boolean;
  /**
   * How state in 8 bits is kept four bytes to a number. Left out: as arrays of the host where tensors are such,
   * otherwise three to a number, since ops of TensorFlow.js compute integers in floats on a GPU.
   */
  readonly bytes?: BytePacking;
  /**
   * Float32 tensors of zeros where kernels of this backend update them fastest. They are filled,
   * read and disposed like any other. Left out: ordinary tensors.
   */
  allocate?(shapes: readonly (readonly number[])[]): TensorInfo[];
}
