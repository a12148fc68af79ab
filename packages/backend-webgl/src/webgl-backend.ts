import { ProgramError } from '@nadir/core';
import type { MathBackendWebGL } from '@tensorflow/tfjs-backend-webgl';
import { engine } from '@tensorflow/tfjs-core';

/** The webgl backend of TensorFlow.js, if there is one. */
export const webglBackend = (): MathBackendWebGL | undefined =>
  (engine().findBackend('webgl') ?? undefined) as MathBackendWebGL | undefined;

/** The WebGL 2 context of TensorFlow.js. `register()` made sure of the version. */
export const contextOf = ({ gpgpu }: Pick<MathBackendWebGL, 'gpgpu'>) =>
  gpgpu.gl as WebGL2RenderingContext;

/**
 * The backend, if its context is alive: on a lost one every call does nothing and every result is garbage.
 * @throws {@link ProgramError} when it is lost.
 */
export function liveBackend(): MathBackendWebGL {
  const webgl = webglBackend();
  if (webgl === undefined || contextOf(webgl).isContextLost()) {
    throw new ProgramError(
      'backend-webgl: got a WebGL context that is lost, expected a live one. ' +
        'Load the page again and go on from saved state.',
    );
  }
  return webgl;
}
