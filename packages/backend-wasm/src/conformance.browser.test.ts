import '@tensorflow/tfjs';
import { catalogue, conformance, oneOfEachKind } from '@nadir/conformance';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { setBackend } from '@tensorflow/tfjs-core';
import { backend, register } from './index.js';
import { kindOf, memoryOf, type WasmBackend, wasmBackend } from './memory.js';

setWasmPaths('/node_modules/@tensorflow/tfjs-backend-wasm/dist/');
// Titles of tests tell shapes of state, so tensors are made before the first test. The page is isolated
// from other origins, so this is the build of TensorFlow.js with threads, whose memory is shared.
await setBackend('wasm');
const memory = memoryOf(wasmBackend() as WasmBackend) as WebAssembly.Memory;

conformance({
  backend,
  register,
  variant: `${kindOf(memory)} memory`,
  tolerance: 'exact',
  // All of them are tested in Node.
  entries: import.meta.env.MODE === 'all-laws' ? catalogue : oneOfEachKind(catalogue),
  extent: import.meta.env.MODE === 'all-laws' ? 'all' : 'sample',
});
