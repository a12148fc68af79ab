import { add, execute, mul, sum, trace, unregisterBackend } from '@nadir/core';
import { allocate } from '@nadir/core/internal';
import { arenaOf } from '@nadir/simd';
import * as tf from '@tensorflow/tfjs';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { step, stepInputs } from '../test/step.js';
import { cpuBackend } from './cpu-backend.js';
import { register } from './index.js';

beforeAll(async () => {
  await tf.setBackend('cpu');
  register();
  // Makes TensorFlow.js compare, for each kernel, the data it made with its outputs.
  tf.env().set('IS_TEST', true);
});
afterAll(() => {
  unregisterBackend('cpu');
  tf.env().set('IS_TEST', false);
});
beforeEach(() => {
  tf.engine().startScope();
});
afterEach(() => {
  tf.engine().endScope();
});

describe('memory', () => {
  test('keeps no tensor and no data over a thousand steps', () => {
    const [m, v] = allocate([[50], [50]]) as [tf.Tensor, tf.Tensor];
    const { clip, ...inputs } = stepInputs(50);
    const param = tf.variable(tf.tensor1d(inputs.param), false);
    const tensors = { grad: tf.tensor1d(inputs.grad), m, v, clip: tf.scalar(clip) };
    const run = () => {
      const made = execute(step, {
        tensors: { ...tensors, param },
        scalars: inputs as unknown as Readonly<Record<string, number>>,
        owned: ['m', 'v'],
      });
      param.assign(made.param as tf.Tensor1D);
      tf.dispose(made);
    };
    run();
    const before = tf.memory();
    for (let i = 0; i < 1000; i++) run();
    expect(tf.memory()).toEqual(before);
    param.dispose();
  });

  test('allocates nothing that is counted when everything is written in place', () => {
    const [param, m, v] = allocate([[50], [50], [50]]) as [tf.Tensor, tf.Tensor, tf.Tensor];
    const program = trace({ name: 'test', tensors: ['param', 'm', 'v'] }, (i) => ({
      param: add(i.param, i.m),
      m: add(i.m, i.v),
      v: add(i.v, 1),
    }));
    const tensors = { param, m, v };
    const before = tf.memory();
    for (let i = 0; i < 3; i++) {
      execute(program, { tensors, scalars: {}, owned: ['param', 'm', 'v'] });
    }
    expect(tf.memory()).toEqual(before);
    // v = 1, 2, 3; m = 0, 1, 3; param = 0, 0, 1.
    expect([param, m, v].map((t) => t.dataSync()[49])).toEqual([1, 3, 3]);
  });

  test('works in a tidy, which disposes what was made there and keeps what was written', () => {
    const [m] = allocate([[2]]) as [tf.Tensor];
    const program = trace({ name: 'test', tensors: ['m'] }, (i) => ({
      m: add(i.m, 1),
      o: mul(i.m, 2),
      n: sum(i.m),
    }));
    const before = tf.memory().numTensors;
    const kept = tf.tidy(
      () => execute(program, { tensors: { m }, scalars: {}, owned: ['m'] }).o as tf.Tensor,
    );
    expect(tf.memory().numTensors).toBe(before + 1);
    expect(kept.dataSync()).toEqual(Float32Array.of(0, 0));
    expect(m.dataSync()).toEqual(Float32Array.of(1, 1));
  });

  test('is that of an arena for what allocate gives', () => {
    const slots = allocate([[2, 3], [], [0], [5]]);
    expect(slots.map(({ shape, dtype }) => [shape, dtype])).toEqual([
      [[2, 3], 'float32'],
      [[], 'float32'],
      [[0], 'float32'],
      [[5], 'float32'],
    ]);
    const arrays = slots.map(({ dataId }) => cpuBackend().data.get(dataId).values);
    expect(arrays.map((array) => array.length)).toEqual([6, 1, 0, 5]);
    expect(arrays.every((array) => array.every((x) => x === 0))).toBe(true);
    expect(new Set(arrays.map(arenaOf)).size).toBe(1);
    expect(arenaOf(arrays[0] as Float32Array)).toBeDefined();
    expect(arenaOf(cpuBackend().data.get(tf.zeros([3]).dataId).values)).toBeUndefined();
    const before = tf.memory().numTensors;
    tf.dispose(slots);
    expect(tf.memory().numTensors).toBe(before - 4);
  });
});
