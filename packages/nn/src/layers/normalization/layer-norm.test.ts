import { OptionError, TensorError } from '@nadir/core';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { LayerNorm, type LayerNormOptions } from './layer-norm.js';

beforeAll(() => tf.setBackend('cpu'));

const numbers = (tensor: tf.Tensor) => [...tensor.dataSync()];

describe('LayerNorm', () => {
  it('gives the features of each example the mean 0 and the variance 1, then scales and shifts', () => {
    const layer = new LayerNorm(2, { epsilon: 1e-12 });
    layer.gamma?.assign(tf.tensor1d([2, 3]));
    layer.beta?.assign(tf.tensor1d([10, 20]));
    const x = tf.tensor3d([1, 3, 500, -500, 7, 7.5], [3, 1, 2]);
    const y = layer.forward(x);
    expect(y.shape).toEqual([3, 1, 2]);
    // Of two numbers the smaller one becomes −1, the larger one 1.
    [8, 23, 12, 17, 8, 23].forEach((expected, i) => {
      expect(numbers(y)[i]).toBeCloseTo(expected, 4);
    });
  });

  it('does the same in evaluation, and has parameters or not', () => {
    const layer = new LayerNorm(3);
    const x = tf.tensor2d([[1, 5, 3]]);
    const trained = numbers(layer.forward(x));
    expect(numbers(layer.eval().forward(x))).toEqual(trained);
    expect([...layer.namedParameters().keys()]).toEqual(['gamma', 'beta']);
    const plain = new LayerNorm(3, { affine: false });
    expect(plain.parameters()).toEqual([]);
    expect(numbers(plain.forward(x))).toEqual(trained);
  });

  it('leaves one tensor', () => {
    const layer = new LayerNorm(3);
    const x = tf.ones([2, 3]);
    const before = tf.memory().numTensors;
    layer.forward(x);
    expect(tf.memory().numTensors).toBe(before + 1);
  });

  it('refuses examples of another width', () => {
    expect(() => new LayerNorm(3).forward(tf.ones([3, 2]))).toThrow(TensorError);
    expect(() => new LayerNorm(3).forward(tf.ones([3, 2]))).toThrow('expected [..., 3]');
    expect(() => new LayerNorm(1).forward(tf.scalar(1))).toThrow('got []');
  });

  it.each([
    [0, {}, 'LayerNorm.features: got 0'],
    [2, { epsilon: Number.NaN }, 'LayerNorm.epsilon: got NaN'],
    [2, { affine: 'no' }, 'LayerNorm.affine: got "no"'],
    [2, { bias: true }, 'LayerNorm: got option `bias`'],
  ])('refuses %d features with %o', (features, options, message) => {
    const make = () => new LayerNorm(features, options as LayerNormOptions);
    expect(make).toThrow(OptionError);
    expect(make).toThrow(message);
  });
});
