import { type Backend, registerBackend } from '@nadir/core';
import { Arena } from '@nadir/simd';
import { makeResident } from './cpu-backend.js';
import { compile } from './kernel.js';

/** Compiles programs to WebAssembly SIMD for the TensorFlow.js backend `cpu`. */
export const backend: Backend = {
  name: 'cpu',
  compile,
  hostTensors: true,
  /** All tensors of one call share one WebAssembly memory, freed with the last of them. */
  allocate(shapes) {
    const arena = new Arena(shapes.map((shape) => shape.reduce((a, b) => a * b, 1)));
    return shapes.map((shape, i) => makeResident(shape, arena.arrays[i] as Float32Array));
  },
};

/** Makes Nadir's programs run as SIMD kernels on the TensorFlow.js backend `cpu`. */
export function register(): void {
  registerBackend(backend);
}
