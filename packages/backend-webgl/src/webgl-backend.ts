import { ProgramError } from '@nadir/core';
import type { MathBackendWebGL } from '@tensorflow/tfjs-backend-webgl';
import { engine } from '@tensorflow/tfjs-core';

export type GPGPU = MathBackendWebGL['gpgpu'];

/** The webgl backend of TensorFlow.js, if there is one. */
export const webglBackend = (): MathBackendWebGL | undefined =>
  (engine().findBackend('webgl') ?? undefined) as MathBackendWebGL | undefined;

/** The WebGL 2 context of TensorFlow.js. `register()` made sure of the version. */
export const contextOf = ({ gpgpu }: Pick<MathBackendWebGL, 'gpgpu'>) =>
  gpgpu.gl as WebGL2RenderingContext;

/** Whether the context of each TensorFlow.js backend has kept all textures since that backend was made. */
const contexts = new WeakMap<GPGPU, { intact: boolean }>();

/**
 * Whether the textures of a backend still hold what was drawn to them. A context that was lost and has come back looks
 * alive, but everything made before is gone.
 */
function isIntact(gpgpu: GPGPU): boolean {
  const gl = contextOf({ gpgpu });
  let context = contexts.get(gpgpu);
  if (context === undefined) {
    // TensorFlow.js makes this buffer first of all: its context knows it unless it was lost since.
    const watched = { intact: gl.isBuffer(gpgpu.vertexBuffer) };
    gl.canvas.addEventListener('webglcontextlost', () => {
      watched.intact = false;
    });
    contexts.set(gpgpu, watched);
    context = watched;
  }
  // The event comes after the loss, and always before the context comes back.
  return context.intact && !gl.isContextLost();
}

/**
 * The backend, if its textures are there: on a lost context every call does nothing and every result is garbage.
 * @throws {@link ProgramError} when the context was lost, even if it came back.
 */
export function liveBackend(): MathBackendWebGL {
  const webgl = webglBackend();
  if (webgl === undefined || !isIntact(webgl.gpgpu)) {
    throw new ProgramError(
      'backend-webgl: got a WebGL context that was lost, expected one that still has its textures. ' +
        'Load the page again and go on from saved state.',
    );
  }
  return webgl;
}

/** Throws as {@link liveBackend} does. */
export function checkDevice(): void {
  liveBackend();
}
