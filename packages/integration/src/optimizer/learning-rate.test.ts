import { SGD } from '@nadir/optim';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, expect, it } from 'vitest';

beforeAll(() => tf.setBackend('cpu'));

it('an optimizer has its learning rate as a property, as programs for TensorFlow.js set it', () => {
  const w = tf.variable(tf.tensor1d([1]));
  const optimizer = new SGD([w], { learningRate: 0.25 });
  expect(optimizer.learningRate).toBe(0.25);
  optimizer.learningRate = 0.5;
  optimizer.applyGradients({ [w.name]: tf.tensor1d([2]) });
  // 1 − 0.5 · 2
  expect([...w.dataSync()]).toEqual([0]);
  optimizer.setLearningRate(0.125);
  expect(optimizer.groups[0]?.options.learningRate).toBe(0.125);
  expect(() => {
    optimizer.learningRate = -1;
  }).toThrow('SGD.learningRate: got -1');
  expect(optimizer.learningRate).toBe(0.125);
});
