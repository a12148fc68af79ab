import { add, execute, findBackend, trace, unregisterBackend } from '@nadir/core';
import { allocate } from '@nadir/core/internal';
import { SGD } from '@nadir/optim';
import * as tf from '@tensorflow/tfjs';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { backend, register } from './index.js';

const program = trace({ name: 'Increment', tensors: ['x'] }, ({ x }) => ({ x: add(x, 1) }));

beforeAll(async () => {
  await tf.setBackend('cpu');
});
afterAll(() => unregisterBackend('cpu'));

test('nothing is registered until register is called', () => {
  expect(findBackend('cpu')).toBeUndefined();
  register();
  expect(findBackend('cpu')).toBe(backend);
});

test('tf.profile shows a step as one kernel', async () => {
  register();
  const [x] = allocate([[4]]) as [tf.Tensor];
  const { kernels, newTensors } = await tf.profile(() => {
    execute(program, { tensors: { x }, scalars: {}, owned: ['x'] });
  });
  expect(kernels.map(({ name }) => name)).toEqual(['Nadir.Increment']);
  expect(newTensors).toBe(0);
  expect(x.dataSync()).toEqual(Float32Array.of(1, 1, 1, 1));
  x.dispose();
});

test('registering again goes on with the same slots', () => {
  register();
  const [x] = allocate([[1]]) as [tf.Tensor];
  const call = { tensors: { x }, scalars: {}, owned: ['x'] };
  execute(program, call);
  register();
  execute(program, call);
  expect(x.dataSync()).toEqual(Float32Array.of(2));
  x.dispose();
});

test('a page that may not compile WebAssembly is refused, and steps go on with ordinary ops', () => {
  unregisterBackend('cpu');
  function refuse(): never {
    throw new WebAssembly.CompileError('Wasm code generation disallowed by embedder');
  }
  vi.spyOn(WebAssembly, 'Module').mockImplementation(refuse);
  expect(() => register()).toThrow(/^backend-cpu: got a page that may not compile WebAssembly/);
  expect(findBackend('cpu')).toBeUndefined();
  const w = tf.variable(tf.tensor1d([1]));
  new SGD([w], { learningRate: 0.5 }).applyGradients({ [w.name]: tf.tensor1d([1]) });
  // 1 − 0.5 · 1
  expect(w.dataSync()).toEqual(Float32Array.of(0.5));
  vi.restoreAllMocks();
});
