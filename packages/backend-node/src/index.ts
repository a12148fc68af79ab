import { type Backend, registerBackend } from '@nadir/core';
import { Arena } from '@nadir/simd';
import { compile } from './kernel.js';
import { makeResident, tensorflow } from './tensorflow.js';

/** Compiles programs to WebAssembly SIMD for the TensorFlow.js backend `tensorflow` of tfjs-node. */
export const backend: Backend = {
  name: 'tensorflow',
  compile,
  hostTensors: true,
  /** All tensors of one call share one WebAssembly memory, freed with the last of them. */
  allocate(shapes) {
    const sizes = shapes.map((shape) => shape.reduce((a, b) => a * b, 1));
    const arena = new Arena(sizes, Math.max(0, ...sizes));
    return shapes.map((shape, i) => makeResident(shape, arena.arrays[i] as Float32Array));
  },
};

/**
 * Makes Nadir's programs run as SIMD kernels on the TensorFlow.js backend `tensorflow`. Where it
 * throws, programs go on running on ordinary ops.
 *
 * @throws {@link ProgramError} when `@tensorflow/tfjs-node` was not imported before, or does not
 * compute in the memory of the process, as on a GPU.
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs-node';
 *
 * await tf.setBackend('tensorflow');
 * register();
 * ```
 */
export function register(): void {
  tensorflow();
  registerBackend(backend);
}
