import { Adam } from '@nadir/optim';
import { arenaOf } from '@nadir/simd';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { cpuBackend } from './cpu-backend.js';
import { register } from './index.js';

beforeAll(async () => {
  tf.enableProdMode();
  await tf.setBackend('cpu');
  register();
});

const arrayOf = (tensor: tf.Tensor) => cpuBackend().data.get(tensor.dataId).values;
const valuesOf = (tensor: tf.Tensor) => [...arrayOf(tensor)];

/** A parameter with an optimizer that moves it, after `steps` steps. */
function start(steps: number, values = [1, -2, 3, 4, 5]) {
  const w = tf.variable(tf.tensor1d(values));
  const optimizer = new Adam([w], { learningRate: 0.1 });
  const step = () => optimizer.applyGradients({ [w.name]: tf.tensor1d([1, -1, 0.5, 2, 3]) });
  for (let i = 0; i < steps; i++) step();
  return { w, step };
}

describe('a parameter on the cpu backend', () => {
  it('lives beside its state from the first step on and is written in place', () => {
    const { w, step } = start(1);
    const [array, dataId] = [arrayOf(w), w.dataId];
    expect(arenaOf(array)).toBeDefined();
    const before = valuesOf(w);
    step();
    expect(arrayOf(w)).toBe(array);
    expect(w.dataId).toBe(dataId);
    expect(valuesOf(w)).not.toEqual(before);
  });

  it.each([
    ['a clone', (w: tf.Variable) => w.clone()],
    ['a reshaped tensor', (w: tf.Variable) => w.reshape([5, 1])],
    ['a slice', (w: tf.Variable) => w.slice([0], [5])],
    ['another variable', (w: tf.Variable) => tf.variable(w)],
  ])('stays there while %s keeps the values that it saw', (_, hold) => {
    const { w, step } = start(2);
    const array = arrayOf(w);
    const held = hold(w);
    const seen = [...held.dataSync()];
    const { w: alone, step: stepAlone } = start(2);
    for (let i = 0; i < 3; i++) {
      step();
      stepAlone();
    }
    expect([...held.dataSync()]).toEqual(seen);
    expect(arrayOf(w)).toBe(array);
    expect(valuesOf(w)).toEqual(valuesOf(alone));
  });

  it('hands out copies: what is read keeps its values, and writing to it moves nothing', async () => {
    const { w, step } = start(2);
    const read = [w.dataSync(), await w.data(), w.bufferSync().values] as Float32Array[];
    const seen = [...(read[0] as Float32Array)];
    step();
    for (const array of read) expect([...array]).toEqual(seen);
    const before = valuesOf(w);
    (read[0] as Float32Array).fill(7);
    expect(valuesOf(w)).toEqual(before);
  });

  it('moves back in after it was given other values', () => {
    const { w, step } = start(2);
    const array = arrayOf(w);
    const held = w.clone();
    const seen = [...held.dataSync()];
    w.assign(tf.tensor1d([9, 9, 9, 9, 9]));
    step();
    expect(arrayOf(w)).toBe(array);
    expect([...held.dataSync()]).toEqual(seen);
    expect(Math.abs((valuesOf(w)[0] as number) - 9)).toBeLessThan(0.2);
  });

  it('leaves no tensor behind, held or not', () => {
    const { w, step } = start(2);
    const before = tf.memory();
    for (let i = 0; i < 20; i++) {
      const held = w.clone();
      tf.tidy(step);
      held.dispose();
      tf.tidy(step);
    }
    expect(tf.memory().numTensors).toBe(before.numTensors);
    expect(tf.memory().numDataBuffers).toBe(before.numDataBuffers);
  });
});
