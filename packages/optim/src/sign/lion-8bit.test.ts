import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { Lion8bit } from './lion-8bit.js';

beforeAll(async () => {
  tf.enableProdMode();
  await tf.setBackend('cpu');
});

describe('Lion8bit', () => {
  it('keeps the sign of a mean below 0 that is too small for its block', () => {
    // m = g after the first step. Of 1, the smallest code stands for 5.5e-7, half of which rounds to 0.
    const w = tf.variable(tf.zeros([3]));
    const optimizer = new Lion8bit([w], {
      learningRate: 0.25,
      beta1: 0.5,
      beta2: 0,
      everySize: true,
    });
    optimizer.applyGradients({ [w.name]: tf.tensor1d([1, -1e-9, 1e-9]) });
    expect([...w.dataSync()]).toEqual([-0.25, 0.25, -0.25]);
    // With gradients of 0 the direction is the sign of m, which is 0 only for what is above 0.
    optimizer.applyGradients({ [w.name]: tf.tensor1d([0, 0, 0]) });
    expect([...w.dataSync()]).toEqual([-0.5, 0.5, -0.25]);
  });

  it('holds one code for each element, beside a number for each block', () => {
    const w = tf.variable(tf.ones([20, 300]));
    const optimizer = new Lion8bit([['w', w]]);
    optimizer.applyGradients({ [w.name]: tf.ones([20, 300]) });
    const { tensors } = optimizer.stateDict();
    expect(Object.entries(tensors).map(([name, { shape }]) => [name, shape])).toEqual([
      ['w/mCodes', [20, 300]],
      ['w/mAbsmax', [24]],
    ]);
  });
});
