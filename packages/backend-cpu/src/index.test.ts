import { add, allocate, execute, findBackend, trace, unregisterBackend } from '@nadir/core';
import * as tf from '@tensorflow/tfjs';
import { afterAll, beforeAll, expect, test } from 'vitest';
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
