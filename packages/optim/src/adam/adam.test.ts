import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { Adam } from './adam.js';

beforeAll(async () => {
  tf.enableProdMode();
  await tf.setBackend('cpu');
});

/** Weights after a few steps on gradients of very different sizes. */
function train(options: ConstructorParameters<typeof Adam>[1], scale = 1): number[] {
  const w = tf.variable(tf.tensor1d([1, -2, 3]));
  const optimizer = new Adam([w], options);
  for (let t = 1; t <= 6; t++) {
    const grad = tf.tensor1d([0.01, 1, -100].map((g, i) => scale * g * Math.sin(t + i)));
    optimizer.applyGradients({ [w.name]: grad });
  }
  return [...w.dataSync()];
}

describe('Adam', () => {
  it('moves by γ at its first step, whatever the size of the gradient', () => {
    // m̂ / √v̂ is the sign of the first gradient, and ε is small beside it.
    const w = tf.variable(tf.tensor1d([0, 0, 0]));
    new Adam([w], { learningRate: 0.1 }).applyGradients({
      [w.name]: tf.tensor1d([1e-3, 5, -1e3]),
    });
    [-0.1, -0.1, 0.1].forEach((expected, i) => {
      expect(w.dataSync()[i]).toBeCloseTo(expected, 5);
    });
  });

  it('does not depend on the scale of the gradients as ε goes to 0', () => {
    const options = { learningRate: 0.1, epsilon: 1e-30 };
    const large = train(options, 1024);
    // Powers of two scale every intermediate result exactly.
    expect(large).toEqual(train(options, 1));
  });

  it('with amsgrad never divides by less than before', () => {
    const move = (amsgrad: boolean) => {
      const w = tf.variable(tf.scalar(0));
      const optimizer = new Adam([w], { learningRate: 0.1, beta1: 0, beta2: 0.1, amsgrad });
      optimizer.applyGradients({ [w.name]: tf.scalar(100) });
      const before = w.dataSync()[0] as number;
      optimizer.applyGradients({ [w.name]: tf.scalar(0.1) });
      return Math.abs((w.dataSync()[0] as number) - before);
    };
    // v falls from 9000 to 900.009, its maximum stays at 9000.
    expect(move(false) / move(true)).toBeCloseTo(Math.sqrt(9000 / 900.009), 3);
  });

  it('decays by L2 through the denominator, so differently from decoupled decay', () => {
    const l2 = train({ learningRate: 0.1, weightDecay: 0.1 });
    const decoupled = train({ learningRate: 0.1, weightDecay: 0.1, decoupledWeightDecay: true });
    const difference = l2.map((value, i) => Math.abs(value - (decoupled[i] as number)));
    expect(Math.max(...difference)).toBeGreaterThan(1e-2);
  });
});
