import { findBackend, unregisterBackend } from '@nadir/core';
import { getBackend, registerBackend, removeBackend } from '@tensorflow/tfjs';
import { afterEach, expect, it, vi } from 'vitest';
import { fakeIo } from '../../test/fake-io.js';
import { useBackend } from './load.js';

afterEach(() => {
  vi.restoreAllMocks();
  for (const name of ['cpu', 'wasm']) unregisterBackend(name);
});

it.each(['cpu', 'wasm'] as const)('puts %s in use, with its adapter', async (name) => {
  const io = fakeIo();
  await useBackend(name, io);
  expect(getBackend()).toBe(name);
  expect(findBackend(name)?.name).toBe(name);
  expect(io.stderr.text).toBe('');
});

it('goes on without an adapter that refuses, and says why', async () => {
  const io = fakeIo();
  vi.spyOn(WebAssembly, 'validate').mockReturnValue(false);
  await useBackend('wasm', io);
  expect(getBackend()).toBe('wasm');
  expect(findBackend('wasm')).toBeUndefined();
  expect(io.stderr.text).toMatch(/^backend-wasm: got a JavaScript engine without WebAssembly SIMD/);
});

it('says so when TensorFlow.js cannot start a backend', async () => {
  removeBackend('wasm');
  registerBackend('wasm', () => Promise.reject(new Error('no binary')));
  await expect(useBackend('wasm', fakeIo())).rejects.toThrow(
    expect.objectContaining({
      exitCode: 1,
      message: expect.stringMatching(/^--backend: got wasm, which TensorFlow.js cannot start here/),
    }),
  );
  removeBackend('wasm');
});
