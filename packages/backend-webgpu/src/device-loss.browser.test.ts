import { unregisterBackend } from '@nadir/core';
import { Dropout, Linear, meanSquaredError } from '@nadir/nn';
import { AdamW } from '@nadir/optim';
import { Ema, WeightAverage } from '@nadir/optim/averages';
import * as tf from '@tensorflow/tfjs';
import '@tensorflow/tfjs-backend-webgpu';
import { afterAll, expect, test } from 'vitest';
import { register } from './index.js';
import { findWebgpu } from './webgpu-backend.js';

afterAll(() => unregisterBackend('webgpu'));

test('a device that is lost stops every way in before anything changes', async () => {
  await tf.setBackend('webgpu');
  register();
  const model = new Linear(3, 2);
  const optimizer = new AdamW(model);
  const x = tf.ones<tf.Rank.R2>([4, 3]);
  const loss = () => meanSquaredError(model.forward(x), tf.zeros([4, 2]));
  optimizer.step(loss);
  const average = new WeightAverage(model, { kind: 'ema' });
  average.update();
  const series = new Ema<tf.Tensor>({ decay: 0.9 });
  series.update(x);
  const dropout = new Dropout(0.5);
  const state = optimizer.stateDict();
  const gradients = { [model.weight.name]: tf.ones([2, 3]) };

  const { device } = findWebgpu();
  device.destroy();
  await device.lost;
  const before = tf.memory().numTensors;
  const refusal = expect.objectContaining({
    code: 'NADIR_PROGRAM',
    message: expect.stringContaining('got a WebGPU device that was lost'),
  });
  const waysIn: Record<string, () => unknown> = {
    step: () => optimizer.step(loss),
    applyGradients: () => optimizer.applyGradients(gradients),
    'optimizer.stateDict': () => optimizer.stateDict(),
    'optimizer.loadStateDict': () => optimizer.loadStateDict(state),
    'model.stateDict': () => model.stateDict(),
    'forward of a module with a kernel': () => dropout.forward(x),
    'average.update': () => average.update(),
    'average.swapIn': () => average.swapIn(),
    'average.stateDict': () => average.stateDict(),
    'series.update': () => series.update(x),
    register,
  };
  for (const [name, wayIn] of Object.entries(waysIn)) expect(wayIn, name).toThrow(refusal);
  expect(tf.memory().numTensors).toBe(before);
  expect(optimizer.iterations).toBe(1);
  expect(average.count).toBe(1);
});
