import { expectClose, goldenCases } from '@nadir/testing';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { entropy } from './entropy.js';

interface Case {
  readonly logits: number[];
  readonly entropy: number;
  readonly gradient: number[];
}

beforeAll(() => tf.setBackend('cpu'));

describe('entropy', () => {
  it.each(goldenCases<Case>('entropy'))('is that of PyTorch for $logits', (one) => {
    const { value, grad } = tf.valueAndGrad(entropy)(tf.tensor2d(one.logits, [4, 3]));
    expect(value.shape).toEqual([]);
    expectClose(value.dataSync(), [one.entropy], 1e-6);
    expectClose(grad.dataSync(), one.gradient, 1e-6);
  });

  it('is log K where all classes are as likely, and 0 where one is certain', () => {
    const z = tf.tensor2d([
      [5, 5, 5],
      [1e30, 0, -1e30],
      [0, -Infinity, -Infinity],
    ]);
    const { value, grad } = tf.valueAndGrad(entropy)(z);
    expect(value.dataSync()[0]).toBeCloseTo(Math.log(3) / 3, 6);
    expectClose(grad.dataSync(), new Array(9).fill(0), 1e-7);
  });

  it('leaves one tensor behind', () => {
    const z = tf.ones([2, 3]);
    const before = tf.memory().numTensors;
    entropy(z);
    expect(tf.memory().numTensors).toBe(before + 1);
  });

  it('refuses other shapes and dtypes', () => {
    expect(() => entropy(tf.ones([3]))).toThrow('entropy: got logits float32 [3], expected');
    expect(() => entropy(tf.ones([2, 3], 'int32'))).toThrow('entropy: got logits int32 [2,3]');
    expect(() => entropy(tf.ones([0, 3]))).toThrow('entropy: got logits float32 [0,3]');
  });
});
