import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import wasm from '@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm.wasm?url';
import simd from '@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-simd.wasm?url';
import threaded from '@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-threaded-simd.wasm?url';
import { enableProdMode } from '@tensorflow/tfjs-core';
// The root of the package has no gradients; @tensorflow/tfjs takes them from here, with much that is not needed.
import '@tensorflow/tfjs-core/dist/register_all_gradients.js';
import type { BackendName } from '../../state/task.js';
import type { BackendInUse } from '../protocol.js';
import { type Loaders, useBackend } from './load.js';

setWasmPaths({
  'tfjs-backend-wasm.wasm': wasm,
  'tfjs-backend-wasm-simd.wasm': simd,
  'tfjs-backend-wasm-threaded-simd.wasm': threaded,
});
enableProdMode();

const loaders: Loaders = {
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

/** Makes a backend the one in use in this worker, or another one where it cannot run. */
export const useBackendHere = (name: BackendName): Promise<BackendInUse> =>
  useBackend(name, loaders);

const channel = new MessageChannel();

/** Lets messages come in. A timer would wait four milliseconds. */
export const turn = (): Promise<void> =>
  new Promise((resolve) => {
    channel.port1.onmessage = () => resolve();
    channel.port2.postMessage(null);
  });
