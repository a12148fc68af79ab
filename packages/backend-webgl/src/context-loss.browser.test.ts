import { add, execute, trace } from '@nadir/core';
import * as tf from '@tensorflow/tfjs';
import type { MathBackendWebGL } from '@tensorflow/tfjs-backend-webgl';
import { expect, test } from 'vitest';
import { register } from './index.js';

test('a kernel on a lost context throws instead of going on', async () => {
  await tf.setBackend('webgl');
  register();
  const increment = trace({ name: 'increment', tensors: ['x'] }, ({ x }) => ({ x: add(x, 1) }));
  const x = tf.tensor([1, 2, 3]);
  expect(execute(increment, { tensors: { x } }).x?.dataSync()).toEqual(Float32Array.of(2, 3, 4));

  const { gl } = (tf.backend() as MathBackendWebGL).gpgpu;
  gl.getExtension('WEBGL_lose_context')?.loseContext();
  const before = tf.memory().numTensors;
  expect(() => execute(increment, { tensors: { x } })).toThrow(
    expect.objectContaining({
      code: 'NADIR_PROGRAM',
      message: expect.stringContaining('got a WebGL context that is lost'),
    }),
  );
  expect(tf.memory().numTensors).toBe(before);
});
