import '@tensorflow/tfjs';
import { conformance } from '@nadir/conformance';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { setBackend } from '@tensorflow/tfjs-core';
import { backend, register } from './index.js';

setWasmPaths('/node_modules/@tensorflow/tfjs-backend-wasm/dist/');
// Titles of tests tell shapes of state, so tensors are made before the first test.
await setBackend('wasm');

conformance({ backend, register, tolerance: 'exact' });
