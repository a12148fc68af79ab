import { type Backend, ProgramError, registerBackend } from '@nadir/core';
import { compileOnHost, requireSimd } from '@nadir/simd';
import { env } from '@tensorflow/tfjs-core';
import { webglMemory } from './host-memory.js';
import { compile } from './kernel.js';
import { checkDevice, webglBackend } from './webgl-backend.js';

/** Compiles programs to GLSL ES 3.00 for the TensorFlow.js backend `webgl`. */
export const backend: Backend = { name: 'webgl', compile, checkDevice };

/**
 * Compiles programs to WebAssembly SIMD on the host, for devices that draw to textures of 16 bits only:
 * state and parameters keep their 32 bits there. Taken by {@link register} on such a device.
 */
export const hostBackend: Backend = {
  name: 'webgl',
  compile: (program) => compileOnHost(program, webglMemory),
  checkDevice,
};

/**
 * Makes Nadir's programs run as shaders on the TensorFlow.js backend `webgl`, one draw for each
 * parameter.
 *
 * On a device that draws to textures of 16 bits only, as many phones do, it warns and takes
 * {@link hostBackend}: each step reads the gradients back and runs on the host, since state such as a mean of
 * squared gradients would vanish in 16 bits.
 *
 * Without it, or after it has refused, programs run there with ordinary ops, on the same parameters
 * and the same state.
 * @throws {@link ProgramError} when there is no such backend, no WebGL 2, or no context that has kept its textures so far; or
 * when steps would run on a host that does not compile WebAssembly SIMD.
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
  checkDevice();
  if (env().getBool('WEBGL_RENDER_FLOAT32_ENABLED')) {
    registerBackend(backend);
    return;
  }
  requireSimd('backend-webgl');
  console.warn(
    'backend-webgl: got a device that draws to textures of 16 bits, expected 32. Steps run on the host and ' +
      'wait for the gradients; parameters and state keep 32 bits. Activations and gradients have 16: raise ' +
      'the loss by a factor where gradients vanish, or train on the backend `cpu` or `wasm`.',
  );
  registerBackend(hostBackend);
}
