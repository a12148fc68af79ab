import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { ScheduleFreeAdamW } from './schedule-free-adamw.js';

beforeAll(async () => {
  tf.enableProdMode();
  await tf.setBackend('cpu');
});

describe('ScheduleFreeAdamW', () => {
  it('steps by γ at first, whatever the size of the gradient, also where it is evaluated', () => {
    const w = tf.variable(tf.tensor1d([1, 1, 1]));
    const optimizer = new ScheduleFreeAdamW([w], { learningRate: 0.1, epsilon: 1e-20 });
    optimizer.applyGradients({ [w.name]: tf.tensor1d([1e-6, -3, 1e6]) });
    // x, y and z are the same after one step.
    for (const mode of [true, false]) {
      optimizer.train(mode);
      const values = [...w.dataSync()];
      [0.9, 1.1, 0.9].forEach((expected, i) => {
        expect(values[i]).toBeCloseTo(expected, 6);
      });
    }
  });

  it('decays in proportion to y, by the warmed-up learning rate', () => {
    const w = tf.variable(tf.tensor1d([4]));
    const options = { learningRate: 0.2, beta1: 0.5, weightDecay: 0.5, warmupSteps: 2 };
    const optimizer = new ScheduleFreeAdamW([w], { ...options, weightLearningRatePower: 0 });
    for (let k = 0; k < 2; k++) optimizer.applyGradients({ [w.name]: tf.tensor1d([0]) });
    // z = 4 − 0.1 · ½ · 4 = 3.8 = y, then z = 3.8 − 0.2 · ½ · 3.8 = 3.42; x is their mean, 3.61.
    expect(w.dataSync()[0]).toBeCloseTo((3.61 + 3.42) / 2, 6);
    optimizer.eval();
    expect(w.dataSync()[0]).toBeCloseTo(3.61, 6);
  });
});
