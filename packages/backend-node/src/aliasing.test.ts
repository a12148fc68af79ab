// Parameters lie in a memory that TensorFlow reads where it is, and steps write them in place. No
// tensor that was made before a step may change with it, and ops after the step see it.

import { findBackend, unregisterBackend } from '@nadir/core';
import { Adam } from '@nadir/optim';
import * as tf from '@tensorflow/tfjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { missing } from '../test/provided.js';
import { backend, register } from './index.js';
import { residenceOf } from './residence.js';

function parametersOnTfjsNode() {
  beforeAll(async () => {
    await tf.setBackend('tensorflow');
    register();
  });
  afterAll(() => unregisterBackend('tensorflow'));

  /** A parameter in its room, as it is from the second step on, and what moves it. */
  function start(shape = [4, 4]) {
    const w = tf.variable(tf.randomUniform(shape, 1, 2, 'float32', 7));
    const optimizer = new Adam([w], { learningRate: 0.1 });
    const step = () => optimizer.applyGradients({ [w.name]: tf.fill(shape, 3) });
    step();
    step();
    // From here on TensorFlow has a handle of the parameter.
    tf.mul(w, 1).dispose();
    return { w, step };
  }

  it('are written where they are', () => {
    expect(findBackend('tensorflow')).toBe(backend);
    const { w, step } = start();
    const { dataId } = w;
    const before = w.dataSync();
    step();
    expect(w.dataId).toBe(dataId);
    expect(residenceOf(dataId)).toBeDefined();
    expect(w.dataSync()).not.toEqual(before);
    // TensorFlow computes with what the step wrote.
    expect(tf.mul(w, 1).dataSync()).toEqual(w.dataSync());
  });

  const uses: Readonly<Record<string, (w: tf.Tensor2D) => tf.Tensor | tf.Tensor[]>> = {
    add: (w) => tf.add(w, 0),
    addN: (w) => tf.addN([w]),
    cast: (w) => tf.cast(w, 'float32'),
    clipByValue: (w) => tf.clipByValue(w, -10, 10),
    clone: (w) => tf.clone(w),
    concat: (w) => tf.concat([w]),
    conv2d: (w) =>
      tf.conv2d(
        tf.ones<tf.Rank.R4>([1, 2, 2, 4]),
        w.reshape([1, 1, 4, 4]) as tf.Tensor4D,
        1,
        'valid',
      ),
    expandDims: (w) => tf.expandDims(w),
    flatten: (w) => tf.reshape(w, [16]),
    gather: (w) => tf.gather(w, [0, 1, 2, 3]),
    matMul: (w) => tf.matMul(tf.eye(4), w),
    max: (w) => tf.max(tf.expandDims(w), 0),
    maximum: (w) => tf.maximum(w, w),
    mirrorPad: (w) =>
      tf.mirrorPad(
        w,
        [
          [0, 0],
          [0, 0],
        ],
        'reflect',
      ),
    mul: (w) => tf.mul(w, 1),
    pad: (w) =>
      tf.pad(w, [
        [0, 0],
        [0, 0],
      ]),
    relu: (w) => tf.relu(w),
    reverse: (w) => tf.reverse(w, []),
    slice: (w) => tf.slice(w, [0, 0], [4, 4]),
    'slice of rows': (w) => tf.slice(w, [1, 0], [2, 4]),
    split: (w) => tf.split(w, 2),
    squeeze: (w) => tf.squeeze(w),
    stack: (w) => tf.stack([w]),
    stridedSlice: (w) => tf.stridedSlice(w, [0, 0], [4, 4], [1, 1]),
    sum: (w) => tf.sum(tf.expandDims(w), 0),
    'sum over nothing': (w) => tf.sum(w, []),
    tile: (w) => tf.tile(w, [1, 1]),
    transpose: (w) => tf.transpose(w, [0, 1]),
    unstack: (w) => tf.unstack(w),
    variable: (w) => tf.variable(w),
    where: (w) => tf.where(tf.ones([4, 4], 'bool'), w, w),
  };

  it.each(Object.keys(uses))('leave what %s made of them alone', (name) => {
    const { w, step } = start();
    const use = uses[name] as (w: tf.Tensor) => tf.Tensor | tf.Tensor[];
    const made = [use(w as tf.Tensor)].flat();
    const before = made.map((tensor) => tensor.dataSync().slice());
    for (let i = 0; i < 3; i++) step();
    expect(made.map((tensor) => tensor.dataSync())).toEqual(before);
    expect([use(w as tf.Tensor)].flat().map((tensor) => tensor.dataSync())).not.toEqual(before);
  });

  it('leave tensors made by any op of TensorFlow alone, named or not', () => {
    const { w, step } = start();
    const node = tf.backend() as unknown as {
      binding: { TF_ATTR_TYPE: number; TF_FLOAT: number };
      executeSingleOutput(name: string, attrs: object[], inputs: tf.Tensor[]): tf.Tensor;
    };
    const type = { name: 'T', type: node.binding.TF_ATTR_TYPE, value: node.binding.TF_FLOAT };
    const made = ['Identity', 'StopGradient', 'Snapshot'].map((name) =>
      node.executeSingleOutput(name, [type], [w]),
    );
    const before = w.dataSync();
    step();
    for (const tensor of made) expect(tensor.dataSync()).toEqual(before);
  });

  it('take large gradients that TensorFlow computed, exactly', () => {
    const values = (n: number) =>
      Float32Array.from({ length: n }, (_, i) => Math.fround(Math.sin(i)));
    for (const size of [65_535, 65_536, 65_537, 100_003]) {
      // Once computed by an op, so that there is no array of it, and once from an array.
      const given = [tf.mul(tf.tensor1d(values(size)), 1), tf.tensor1d(values(size))];
      const results = given.map((gradient) => {
        const w = tf.variable(tf.ones([size]));
        const optimizer = new Adam([w], { learningRate: 0.1 });
        for (let i = 0; i < 3; i++) optimizer.applyGradients({ [w.name]: gradient });
        return w.dataSync();
      });
      expect(results[0]).toEqual(results[1]);
      expect((given[0] as tf.Tensor).dataSync()).toEqual(values(size));
    }
  });
}

if (missing === undefined) describe('parameters on tfjs-node', parametersOnTfjsNode);
else it('parameters on tfjs-node', ({ skip }) => skip(missing));
