import { add, execute, trace, unregisterBackend } from '@nadir/core';
import { Dropout } from '@nadir/nn';
import { LBFGS } from '@nadir/optim';
import { Ema, WeightAverage } from '@nadir/optim/averages';
import * as tf from '@tensorflow/tfjs';
import { MathBackendWebGL } from '@tensorflow/tfjs-backend-webgl';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Checkpoint, Training } from '../test/training.js';
import { register } from './index.js';

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const extensionOf = () => {
  const { gl } = (tf.backend() as MathBackendWebGL).gpgpu;
  return gl.getExtension('WEBGL_lose_context') as WEBGL_lose_context;
};

const losses: Record<string, () => Promise<void>> = {
  'is lost': async () => extensionOf().loseContext(),
  'was lost and has come back': async () => {
    const extension = extensionOf();
    extension.loseContext();
    await pause(50);
    extension.restoreContext();
    await pause(200);
    expect((tf.backend() as MathBackendWebGL).gpgpu.gl.isContextLost()).toBe(false);
  },
};

const refusal = expect.objectContaining({
  code: 'NADIR_PROGRAM',
  message: expect.stringContaining('got a WebGL context that was lost'),
});

/** Each test has a context to lose. */
beforeEach(async () => {
  tf.removeBackend('webgl');
  const canvas = document.createElement('canvas');
  tf.registerBackend('webgl', () => new MathBackendWebGL(canvas));
  await tf.setBackend('webgl');
  register();
});
afterEach(() => unregisterBackend('webgl'));

describe.each(Object.entries(losses))('a context that %s', (_, lose) => {
  test('stops every way in before anything changes', async () => {
    const training = new Training();
    const { model, optimizer, loss } = training;
    training.losses(2);
    const gradients = { [model.weight.name]: tf.ones([2, 3]) };
    const average = new WeightAverage(model, { kind: 'ema' });
    average.update();
    const series = new Ema<tf.Tensor>({ decay: 0.9 });
    series.update(tf.tensor([1, 2, 3]));
    const dropout = new Dropout(0.5);
    const lbfgs = new LBFGS(new Training().model);
    const state = optimizer.stateDict();
    const increment = trace({ name: 'increment', tensors: ['x'] }, ({ x }) => ({ x: add(x, 1) }));
    const x = tf.tensor([1, 2, 3]);
    expect(execute(increment, { tensors: { x } }).x?.dataSync()).toEqual(Float32Array.of(2, 3, 4));

    await lose();
    const before = { tensors: tf.memory().numTensors, weight: model.weight.dataId };
    const waysIn: Record<string, () => unknown> = {
      step: () => optimizer.step(loss),
      minimize: () => optimizer.minimize(loss),
      computeGradients: () => optimizer.computeGradients(loss),
      applyGradients: () => optimizer.applyGradients(gradients),
      'optimizer.stateDict': () => optimizer.stateDict(),
      'optimizer.loadStateDict': () => optimizer.loadStateDict(state),
      'model.stateDict': () => model.stateDict(),
      'forward of a module with a kernel': () => dropout.forward(x),
      'average.update': () => average.update(),
      'average.swapIn': () => average.swapIn(),
      'average.use': () => average.use(() => {}),
      'average.stateDict': () => average.stateDict(),
      'series.update': () => series.update(x),
      'series.state': () => series.state(),
      execute: () => execute(increment, { tensors: { x } }),
      register,
    };
    for (const [name, wayIn] of Object.entries(waysIn)) expect(wayIn, name).toThrow(refusal);
    await expect(optimizer.getWeights()).rejects.toThrow(refusal);
    await expect(lbfgs.step(loss)).rejects.toThrow(refusal);
    expect(tf.memory().numTensors).toBe(before.tensors);
    expect(model.weight.dataId).toBe(before.weight);
    expect(optimizer.iterations).toBe(2);
    expect(average.count).toBe(1);
  });

  test('leaves a checkpoint from before that a page loaded again goes on with', async () => {
    const training = new Training();
    training.losses(2);
    const checkpoint = await training.save();
    const expected = training.losses(3);
    await lose();
    expect(() => training.losses(1)).toThrow(refusal);
    expect(await resumedElsewhere(checkpoint)).toEqual(expected);
  });

  test('is told from the start where it was lost before register()', async () => {
    unregisterBackend('webgl');
    tf.removeBackend('webgl');
    const canvas = document.createElement('canvas');
    tf.registerBackend('webgl', () => new MathBackendWebGL(canvas));
    await tf.setBackend('webgl');
    await lose();
    expect(register).toThrow(refusal);
  });
});

test('a new backend on the context that came back trains', async () => {
  const before = new Training();
  const checkpoint = await before.save();
  const expected = before.losses(2);
  const { canvas } = (tf.backend() as MathBackendWebGL).gpgpu.gl;
  await losses['was lost and has come back']?.();
  tf.removeBackend('webgl');
  tf.registerBackend('webgl', () => new MathBackendWebGL(canvas));
  await tf.setBackend('webgl');
  register();
  expect(new Training(checkpoint).losses(2)).toEqual(expected);
});

/** Losses of steps from a checkpoint on, in a worker, which shares nothing with this page. */
async function resumedElsewhere(checkpoint: Checkpoint): Promise<number[]> {
  const url = new URL('../test/resume.worker.ts', import.meta.url);
  const worker = new Worker(url, { type: 'module' });
  try {
    return await new Promise((resolve, reject) => {
      worker.onmessage = ({ data }) => resolve(data);
      worker.onerror = ({ message }) => reject(new Error(message));
      worker.postMessage(checkpoint);
    });
  } finally {
    worker.terminate();
  }
}
