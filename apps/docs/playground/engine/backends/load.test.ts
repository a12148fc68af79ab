import '@tensorflow/tfjs';
import { getBackend } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import type { Loaders } from '../../../backends/loader.js';
import { useBackend } from './load.js';

const fails = (reason: string) => () => Promise.reject(new Error(reason));
const loaders: Loaders = {
  wasm: fails('no WebAssembly'),
  cpu: async () => ({ register() {} }),
  webgl: fails('no WebGL 2 context'),
  webgpu: async () => ({
    register() {
      throw new Error('not reached');
    },
  }),
};

test('a backend that cannot run is told with its reason, and another one takes its place', async () => {
  expect(await useBackend('webgl', loaders)).toEqual({
    ...{ name: 'cpu', fused: true },
    missing: { name: 'webgl', reason: 'no WebGL 2 context' },
  });
  expect(getBackend()).toBe('cpu');
});

test('a backend that TensorFlow.js does not know is not in use', async () => {
  const { name, missing } = await useBackend('webgpu', loaders);
  expect(name).toBe('cpu');
  expect(missing?.name).toBe('webgpu');
});

test('without an adapter, updates run on ordinary operations', async () => {
  const register = () => {
    throw new Error('no SIMD');
  };
  const { fused } = await useBackend('cpu', { ...loaders, cpu: async () => ({ register }) });
  expect(fused).toBe(false);
});

test('where nothing can run, that is an error', async () => {
  await expect(useBackend('wasm', { ...loaders, cpu: fails('none') })).rejects.toThrow(
    'no WebAssembly',
  );
});
