import { add, execute, findBackend, trace, unregisterBackend } from '@nadir/core';
import * as tf from '@tensorflow/tfjs';
import { afterEach, beforeAll, expect, test } from 'vitest';
import { backend, register } from './index.js';

const increment = trace({ name: 'Increment', tensors: ['x'] }, ({ x }) => ({ x: add(x, 1) }));

beforeAll(() => tf.setBackend('webgl'));
afterEach(() => unregisterBackend('webgl'));

test('nothing is registered until register is called', () => {
  expect(findBackend('webgl')).toBeUndefined();
  register();
  expect(findBackend('webgl')).toBe(backend);
});

test('tf.profile shows a step as one kernel', async () => {
  register();
  const x = tf.tensor([1, 2, 3, 4]);
  const { kernels, newTensors } = await tf.profile(() => {
    execute(increment, { tensors: { x } }).x?.dispose();
  });
  expect(kernels.map(({ name }) => name)).toEqual(['Nadir.Increment']);
  expect(newTensors).toBe(0);
});

test('register refuses a device without WebGL 2, and ordinary ops stay', () => {
  const usual = tf.env().get('WEBGL_VERSION');
  try {
    tf.env().set('WEBGL_VERSION', 1);
    expect(() => register()).toThrow(
      expect.objectContaining({
        code: 'NADIR_PROGRAM',
        message: expect.stringContaining('got no WebGL 2 context'),
      }),
    );
  } finally {
    tf.env().set('WEBGL_VERSION', usual);
  }
  expect(findBackend('webgl')).toBeUndefined();
  const { x } = execute(increment, { tensors: { x: tf.tensor([1, 2]) } });
  expect(x?.dataSync()).toEqual(Float32Array.of(2, 3));
});
