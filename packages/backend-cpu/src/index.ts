import { type Backend, registerBackend } from '@nadir/core';
import { allocateIn, compileOnHost, requireSimd } from '@nadir/simd';
import { cpuMemory } from './memory.js';

/** Compiles programs to WebAssembly SIMD for the TensorFlow.js backend `cpu`. */
export const backend: Backend = {
  name: 'cpu',
  compile: (program) => compileOnHost(program, cpuMemory),
  hostTensors: true,
  /** All tensors of one call share one WebAssembly memory, freed with the last tensor in it. */
  allocate: (shapes) => allocateIn(cpuMemory().residents, shapes),
};

/**
 * Makes Nadir's programs run as SIMD kernels on the TensorFlow.js backend `cpu`. Where it throws,
 * programs go on running on ordinary ops.
 *
 * @throws {@link ProgramError} when the engine has no WebAssembly SIMD, or the page does not let it compile.
 */
export function register(): void {
  requireSimd('backend-cpu');
  registerBackend(backend);
}
