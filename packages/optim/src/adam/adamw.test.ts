import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { Adam } from './adam.js';
import { AdamW } from './adamw.js';

beforeAll(async () => {
  tf.enableProdMode();
  await tf.setBackend('cpu');
});

/** Weights after steps with the same gradients for every optimizer. */
function train(make: (w: tf.Variable) => Adam | AdamW): number[] {
  const w = tf.variable(tf.tensor1d([1, -2, 3]));
  const optimizer = make(w);
  for (let t = 1; t <= 6; t++) {
    optimizer.applyGradients({
      [w.name]: tf.tensor1d([0.01, 1, -100].map((g, i) => g * Math.sin(t + i))),
    });
  }
  return [...w.dataSync()];
}

describe('AdamW', () => {
  it('with weight decay λ gives other weights than Adam with L2 λ', () => {
    const decoupled = train((w) => new AdamW([w], { learningRate: 0.1, weightDecay: 0.1 }));
    const l2 = train((w) => new Adam([w], { learningRate: 0.1, weightDecay: 0.1 }));
    expect(Math.max(...l2.map((x, i) => Math.abs(x - (decoupled[i] as number))))).toBeGreaterThan(
      1e-2,
    );
  });

  it('without weight decay is Adam, bit for bit', () => {
    expect(train((w) => new AdamW([w], { learningRate: 0.1, weightDecay: 0 }))).toEqual(
      train((w) => new Adam([w], { learningRate: 0.1 })),
    );
  });

  it('is Adam with decoupled decay, bit for bit', () => {
    const options = { learningRate: 0.1, weightDecay: 0.1 };
    expect(train((w) => new AdamW([w], options))).toEqual(
      train((w) => new Adam([w], { ...options, decoupledWeightDecay: true })),
    );
  });

  it('shrinks a weight by 1 − γ λ when its gradient is zero', () => {
    const w = tf.variable(tf.tensor1d([4, -8]));
    new AdamW([w], { learningRate: 0.5, weightDecay: 0.5 }).applyGradients({
      [w.name]: tf.tensor1d([0, 0]),
    });
    expect([...w.dataSync()]).toEqual([3, -6]);
  });
});
