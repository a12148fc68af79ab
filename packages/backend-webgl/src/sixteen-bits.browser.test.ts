// What the laws cannot see of a device that draws to 16 bits: that it says so, and that parameters keep
// their digits although every op on the device has them rounded.

import { findBackend, unregisterBackend } from '@nadir/core';
import { AdamW8bit, SGD } from '@nadir/optim';
import * as tf from '@tensorflow/tfjs';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { hostBackend, register } from './index.js';

beforeAll(async () => {
  tf.env().set('WEBGL_RENDER_FLOAT32_ENABLED', false);
  // Small tensors would be computed on the host.
  tf.env().set('WEBGL_CPU_FORWARD', false);
  await tf.setBackend('webgl');
  vi.spyOn(console, 'warn').mockImplementation(() => {});
  register();
});
afterAll(() => {
  unregisterBackend('webgl');
  vi.restoreAllMocks();
});

test('register says so', () => {
  vi.mocked(console.warn).mockClear();
  register();
  expect(findBackend('webgl')).toBe(hostBackend);
  expect(console.warn).toHaveBeenCalledExactlyOnceWith(
    expect.stringContaining('backend-webgl: got a device that draws to textures of 16 bits'),
  );
});

test('steps below the rounding of 16 bits add up', async () => {
  const w = tf.variable(tf.tensor1d([1, -2, 3]));
  const optimizer = new SGD([w], { learningRate: 1e-5 });
  // The gradient of Σ w is 1; near 1 the next number of 16 bits is 1e-3 away.
  for (let k = 0; k < 20; k++) optimizer.step(() => tf.sum(w) as tf.Scalar).dispose();
  const expected = [1, -2, 3].map((start) => {
    let x = Math.fround(start);
    for (let k = 0; k < 20; k++) x = Math.fround(x - Math.fround(Math.fround(1e-5) * 1));
    return x;
  });
  expect([...w.dataSync()]).toEqual(expected);
  // An op on the device takes the parameter there, and reading it still gives all digits.
  tf.mul(w, 2).dispose();
  expect([...w.dataSync()]).toEqual(expected);
  expect([...(await w.data())]).toEqual(expected);
});

test('a parameter that is given other values moves on from these', () => {
  const w = tf.variable(tf.tensor1d([1]));
  const optimizer = new SGD([w], { learningRate: 0.5 });
  const step = () => optimizer.step(() => tf.sum(w) as tf.Scalar).dispose();
  step();
  w.assign(tf.tensor1d([4]));
  step();
  expect([...w.dataSync()]).toEqual([3.5]);
});

test('state in 8 bits is refused before a parameter moves', () => {
  const w = tf.variable(tf.zeros([5000]));
  const optimizer = new AdamW8bit([w]);
  const step = () => optimizer.applyGradients({ [w.name]: tf.ones([5000]) });
  expect(step).toThrow('got a device whose textures have 16 bits');
  expect(w.dataSync().every((x) => x === 0)).toBe(true);
  expect(optimizer.iterations).toBe(0);
});
