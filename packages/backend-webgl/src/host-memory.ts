import { type HostMemory, oncePerBackend } from '@nadir/simd';
import type { MathBackendWebGL } from '@tensorflow/tfjs-backend-webgl';
import type { TensorInfo } from '@tensorflow/tfjs-core';
import { liveBackend } from './webgl-backend.js';

/**
 * The tensors of a device that draws to textures of 16 bits, as arrays of the host.
 *
 * Such textures lose a mean of squared gradients below 6e-8 and steps below a thousandth of a weight. So
 * state and parameters stay in float32 on the host. The device gets each parameter rounded to 16 bits
 * when an op uses it, and gradients are read back, for which a step waits.
 */
export const webglMemory = oncePerBackend(liveBackend, memoryOf);

function memoryOf(webgl: MathBackendWebGL): HostMemory {
  /** Float32 values of parameters, whose textures have 16 bits. */
  const exact = new WeakMap<object, Float32Array>();
  rememberUploads(webgl, exact);
  const read = ({ dataId }: TensorInfo) =>
    exact.get(dataId) ?? (webgl.readSync(dataId) as Float32Array);
  return {
    read,
    write: (tensor) =>
      webgl.texData.get(tensor.dataId).texture == null ? read(tensor) : undefined,
    // Reading hands out the array of a tensor, so what is not state gets a new one.
    publish(array, shape, replaced) {
      const made = webgl.makeTensorInfo([...shape], 'float32', array);
      if (replaced !== undefined) exact.set(made.dataId, array);
      return made;
    },
  };
}

/** Has the backend remember exact values of a tensor beyond its upload, and read them from there. */
function rememberUploads(webgl: MathBackendWebGL, exact: WeakMap<object, Float32Array>): void {
  const { uploadToGPU } = webgl;
  webgl.uploadToGPU = (dataId) => {
    uploadToGPU.call(webgl, dataId);
    const kept = exact.get(dataId);
    if (kept !== undefined) webgl.texData.get(dataId).values = kept;
  };
}
