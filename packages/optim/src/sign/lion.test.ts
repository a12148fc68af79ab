import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { Lion } from './lion.js';

beforeAll(async () => {
  tf.enableProdMode();
  await tf.setBackend('cpu');
});

/** Weights after steps with these gradients. */
function train(options: object, start: number[], gradients: number[][]): number[] {
  const w = tf.variable(tf.tensor1d(start));
  const optimizer = new Lion([w], options);
  for (const gradient of gradients) optimizer.applyGradients({ [w.name]: tf.tensor1d(gradient) });
  return [...w.dataSync()];
}

describe('Lion', () => {
  it('moves every element by the learning rate, and those without any gradient not at all', () => {
    expect(train({ learningRate: 0.25 }, [1, 1, 1], [[1e-6, -100, 0]])).toEqual([0.75, 1.25, 1]);
  });

  it('takes its direction before the mean of gradients moves', () => {
    // m is 0, then (1 − β₂) · 4 = 2; the second direction is 0.75 · 2 − 0.25 · 5 > 0, where with the mean of
    // after the step, 0.5 · 2 − 0.5 · 5 < 0, it would be the other.
    const options = { learningRate: 0.25, beta1: 0.75, beta2: 0.5 };
    expect(train(options, [1], [[4], [-5]])).toEqual([0.5]);
  });

  it('decays weights beside the step', () => {
    // 4 (1 − 0.5 · 0.25) − 0.5.
    expect(train({ learningRate: 0.5, weightDecay: 0.25 }, [4], [[1]])).toEqual([3]);
  });
});
