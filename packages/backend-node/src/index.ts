import { type Backend, registerBackend } from '@nadir/core';
import { allocateIn, compileOnHost, requireSimd } from '@nadir/simd';
import { tensorflowMemory } from './memory.js';

/** Compiles programs to WebAssembly SIMD for the TensorFlow.js backend `tensorflow` of tfjs-node. */
export const backend: Backend = {
  name: 'tensorflow',
  compile: (program) => compileOnHost(program, tensorflowMemory),
  hostTensors: true,
  /** All tensors of one call share one WebAssembly memory, freed with the last of them. */
  allocate: (shapes) => allocateIn(tensorflowMemory().residents, shapes),
};

/**
 * Makes Nadir's programs run as SIMD kernels on the TensorFlow.js backend `tensorflow`. Where it
 * throws, programs go on running on ordinary ops.
 *
 * @throws {@link ProgramError} when `@tensorflow/tfjs-node` was not imported before, or does not
 * compute in the memory of the process, as on a GPU, or the engine does not compile WebAssembly SIMD.
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs-node';
 *
 * await tf.setBackend('tensorflow');
 * register();
 * ```
 */
export function register(): void {
  tensorflowMemory();
  requireSimd('backend-node');
  registerBackend(backend);
}
