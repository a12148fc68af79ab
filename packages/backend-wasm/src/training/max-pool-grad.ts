import { backend_util, type KernelFunc, type TensorInfo } from '@tensorflow/tfjs-core';
import { allocate, elements, type HostBackend } from './kernel-call.js';

/** Attributes of pooling kernels. */
interface PoolingAttributes {
  readonly filterSize: [number, number] | number;
  readonly strides: [number, number] | number;
  readonly pad: Parameters<typeof backend_util.computePool2DInfo>[4];
  readonly dimRoundingMode?: 'floor' | 'round' | 'ceil';
}

/**
 * Gradient of a maximum over windows: each dy goes to the first place of its window that holds the maximum. The kernel of
 * TensorFlow.js finds the windows of each input anew, with a division for each, and takes several times as long.
 */
export function byWindows(original: KernelFunc): KernelFunc {
  return (call) => {
    const { dy, input, output } = call.inputs as Record<string, TensorInfo | undefined>;
    if (dy === undefined || input === undefined || output === undefined) return original(call);
    const backend = call.backend as unknown as HostBackend;
    const result = allocate(backend, input.shape, 'float32');
    const [dx, x, y, g] = elements(backend, result, input, output, dy);
    const { filterSize, strides, pad, dimRoundingMode } =
      call.attrs as unknown as PoolingAttributes;
    const shape = input.shape as [number, number, number, number];
    scatter(backend_util.computePool2DInfo(shape, filterSize, strides, 1, pad, dimRoundingMode), {
      dx,
      x,
      y,
      g,
    });
    return result;
  };
}

interface Elements {
  readonly dx: Float32Array | Int32Array | Uint8Array;
  readonly x: Elements['dx'];
  readonly y: Elements['dx'];
  readonly g: Elements['dx'];
}

function scatter(geometry: backend_util.Conv2DInfo, { dx, x, y, g }: Elements): void {
  const { batchSize, inHeight, inWidth, outHeight, outWidth, inChannels: channels } = geometry;
  const { strideHeight, strideWidth, filterHeight, filterWidth, padInfo } = geometry;
  dx.fill(0);
  let o = 0;
  for (let n = 0; n < batchSize; n++) {
    const image = n * inHeight * inWidth;
    for (let row = 0; row < outHeight; row++) {
      const top = row * strideHeight - padInfo.top;
      const [firstRow, endRow] = [Math.max(0, top), Math.min(inHeight, top + filterHeight)];
      for (let column = 0; column < outWidth; column++) {
        const left = column * strideWidth - padInfo.left;
        const firstColumn = Math.max(0, left);
        const endColumn = Math.min(inWidth, left + filterWidth);
        for (let channel = 0; channel < channels; channel++, o++) {
          const most = y[o] as number;
          search: for (let r = firstRow; r < endRow; r++) {
            let at = (image + r * inWidth + firstColumn) * channels + channel;
            for (let c = firstColumn; c < endColumn; c++, at += channels) {
              if (x[at] !== most) continue;
              dx[at] = (dx[at] as number) + (g[o] as number);
              break search;
            }
          }
        }
      }
    }
  }
}
