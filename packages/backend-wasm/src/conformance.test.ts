import '@tensorflow/tfjs';
import '@tensorflow/tfjs-backend-wasm';
import { conformance } from '@nadir/conformance';
import { setBackend } from '@tensorflow/tfjs-core';
import { backend, register } from './index.js';

// Titles of tests tell shapes of state, so tensors are made before the first test.
await setBackend('wasm');

conformance({
  backend,
  register,
  tolerance: 'exact',
  // Its kernels are those of `cpu`, which is held to all laws.
  extent: import.meta.env.MODE === 'all-laws' ? 'all' : 'sample',
});
