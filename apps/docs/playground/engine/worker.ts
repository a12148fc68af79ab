import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import wasm from '@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm.wasm?url';
import simd from '@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-simd.wasm?url';
import threaded from '@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-threaded-simd.wasm?url';
import { enableProdMode } from '@tensorflow/tfjs-core';
import { type Loaders, useBackend } from './backends/load.js';
import { Host } from './host/host.js';
import type { Order } from './protocol.js';

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

/** Macrotasks that let orders in, without the four milliseconds that timers wait. */
const channel = new MessageChannel();
const turn = () =>
  new Promise<void>((resolve) => {
    channel.port1.onmessage = () => resolve();
    channel.port2.postMessage(null);
  });

const host = new Host({
  useBackend: (name) => useBackend(name, loaders),
  now: () => performance.now(),
  turn,
  report: (report) => self.postMessage(report),
});

self.addEventListener('message', ({ data }) => host.hear(data as Order));
