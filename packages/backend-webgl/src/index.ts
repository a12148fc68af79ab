import { ProgramError } from '@nadir/core';
import { type Backend, registerBackend } from '@nadir/core/program';
import { env } from '@tensorflow/tfjs-core';
import { compile, webglBackend } from './kernel.js';

/** Compiles programs to GLSL ES 3.00 for the TensorFlow.js backend `webgl`. */
export const backend: Backend = { name: 'webgl', compile };

/**
 * Makes Nadir's programs run as shaders on the TensorFlow.js backend `webgl`, one draw for each
 * parameter.
 *
 * Without it, or after it has refused, programs run there with ordinary ops, on the same parameters
 * and the same state.
 * @throws {@link ProgramError} when there is no such backend, no WebGL 2, or when the device draws to
 *   textures of 16 bits only, where state such as the mean of squared gradients would vanish.
 */
export function register(): void {
  if (webglBackend() === undefined) {
    throw new ProgramError(
      'backend-webgl: got no TensorFlow.js backend `webgl`, expected one. ' +
        'Import @tensorflow/tfjs-backend-webgl in a browser, or register backend-cpu.',
    );
  }
  if (env().getNumber('WEBGL_VERSION') !== 2) {
    throw new ProgramError(
      'backend-webgl: got no WebGL 2 context, expected one. ' +
        'Open the page in a browser with WebGL 2, or register backend-cpu.',
    );
  }
  if (!env().getBool('WEBGL_RENDER_FLOAT32_ENABLED')) {
    throw new ProgramError(
      'backend-webgl: got textures of 16 bits, expected 32. ' +
        'Train on the backend `cpu` with backend-cpu, or go on here without register().',
    );
  }
  registerBackend(backend);
}
