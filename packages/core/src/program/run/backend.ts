import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { GroupKernel, KernelGroup } from '../../capture/step-record.js';
import type { Program } from '../trace.js';

/**
 * What a kernel runs on, in the order of its program's inputs and outputs. It has been checked: what
 * is here has the shape and dtype that it should have, and nothing is missing.
 *
 * The object and its lists may be used again for the next run, so a kernel keeps none of them.
 */
export interface KernelCall<T extends TensorInfo = TensorInfo> {
  /** The shape that the program runs over. */
  readonly shape: readonly number[];
  /** Number of elements of that shape. */
  readonly size: number;
  /** The program's `tensors`: float32, of that shape. */
  readonly tensors: readonly T[];
  /** The program's `broadcasts`: float32, 0-D. */
  readonly broadcasts: readonly T[];
  /** Values of the program's `scalars`, then of its `integers`. */
  readonly numbers: readonly number[];
  /**
   * For each output, the tensor that it is written into, whose buffer nobody else sees; `undefined`
   * where there is none.
   */
  readonly owned: readonly (T | undefined)[];
  /**
   * For each output, the tensor that the caller is about to replace by it; `undefined` where there is
   * none. The output is written into it if the adapter is certain that nobody else sees the buffer: no
   * other tensor, and no array that was handed out.
   */
  readonly replaced: readonly (T | undefined)[];
  /**
   * All tensors of that shape whose buffers nobody else sees, in the order in which the caller named
   * them, whether or not the program writes them; `undefined` stands for one of another shape. An
   * adapter that chooses where a replaced tensor lies may choose a place beside them.
   */
  readonly state: readonly (T | undefined)[];
}

/** A compiled program: one pass, no readback. */
export interface Kernel {
  /** Runs once and returns new tensors for the outputs that were not written in place, by name. */
  run(call: KernelCall): Readonly<Record<string, TensorInfo>>;
  /**
   * Runs for several calls in one launch, none of which reads what another one writes. With an error nothing has been written. Left
   * out: they run one after the other.
   */
  runAll?(calls: readonly KernelCall[]): readonly Readonly<Record<string, TensorInfo>>[];
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
  /**
   * What runs kernels of TensorFlow.js as one, with the numbers that they have one after the other, to the bit; `undefined`
   * where that cannot be had. Plans of captured steps ask for it, for a group and then for larger ones, so it compiles nothing before
   * it runs. Left out: each kernel runs alone.
   */
  fuse?(group: KernelGroup): GroupKernel | undefined;
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
  /**
   * Throws a `ProgramError` where the device has lost its tensors, as after a crash of its driver. Called at the start of each
   * step, and before state is saved or loaded; it waits for nothing. Left out: a device that loses none.
   */
  checkDevice?(): void;
}
