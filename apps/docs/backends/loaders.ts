import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import wasm from '@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm.wasm?url';
import simd from '@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-simd.wasm?url';
import threaded from '@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-threaded-simd.wasm?url';
import { enableProdMode } from '@tensorflow/tfjs-core';
// The root of the package has no gradients; @tensorflow/tfjs takes them from here, with much that is not needed.
import '@tensorflow/tfjs-core/dist/register_all_gradients.js';
import type { Loaders } from './loader.js';

setWasmPaths({
  'tfjs-backend-wasm.wasm': wasm,
  'tfjs-backend-wasm-simd.wasm': simd,
  'tfjs-backend-wasm-threaded-simd.wasm': threaded,
});
enableProdMode();

/** Backends in a browser. What one needs is loaded only with it. */
export const loaders: Loaders = {
  async cpu() {
    await import('@tensorflow/tfjs-backend-cpu');
    return import('@nadir/backend-cpu');
  },
  wasm: () => import('@nadir/backend-wasm'),
  async webgl() {
    await import('@tensorflow/tfjs-backend-webgl');
    return import('@nadir/backend-webgl');
  },
  async webgpu() {
    await import('@tensorflow/tfjs-backend-webgpu');
    return import('@nadir/backend-webgpu');
  },
};
