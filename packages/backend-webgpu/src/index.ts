import { type Backend, registerBackend } from '@nadir/core';
import { bytes } from './bytes.js';
import { compile } from './kernel.js';
import { checkDevice } from './webgpu-backend.js';

/** Compiles programs to compute shaders for the TensorFlow.js backend `webgpu`. */
export const backend: Backend = {
  name: 'webgpu',
  compile,
  readsAsynchronously: true,
  bytes,
  checkDevice,
};

/**
 * Makes Nadir's programs run as one dispatch each on the TensorFlow.js backend `webgpu`.
 *
 * @throws `ProgramError` when that backend is not in use, has lost its device, or is of a version whose insides this
 * adapter does not know. Then nothing is registered, and programs run on ordinary ops.
 * @example
 * ```ts
 * await tf.setBackend('webgpu');
 * register();
 * ```
 */
export function register(): void {
  checkDevice();
  registerBackend(backend);
}
