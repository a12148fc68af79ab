import '@tensorflow/tfjs';
import '@tensorflow/tfjs-backend-wasm';
import { catalogue, conformance, oneOfEachKind } from '@nadir/conformance';
import { env, setBackend } from '@tensorflow/tfjs-core';
import { expect } from 'vitest';
import { backend, register } from './index.js';

// The build that TensorFlow.js takes where it finds no SIMD. Programs use SIMD all the same, over its memory.
env().set('WASM_HAS_SIMD_SUPPORT', false);
// Titles of tests tell shapes of state, so tensors are made before the first test.
await setBackend('wasm');
expect(env().getBool('WASM_HAS_SIMD_SUPPORT')).toBe(false);

conformance({
  backend,
  register,
  variant: 'build without SIMD',
  tolerance: 'exact',
  entries: import.meta.env.MODE === 'all-laws' ? catalogue : oneOfEachKind(catalogue),
  extent: import.meta.env.MODE === 'all-laws' ? 'all' : 'sample',
});
