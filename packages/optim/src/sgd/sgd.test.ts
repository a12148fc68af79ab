import { chain, Optimizer } from '@nadir/core';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { decoupledDecay } from '../transforms/decoupled-decay.js';
import { scaleByLearningRate } from '../transforms/scale-by-learning-rate.js';
import { SGD } from './sgd.js';

beforeAll(async () => {
  tf.enableProdMode();
  await tf.setBackend('cpu');
});

/** Weights after some steps with the gradient 2 (w − 3) of (w − 3)². */
function descend(make: (w: tf.Variable) => Optimizer, steps = 5): number[] {
  const w = tf.variable(tf.tensor1d([1, -2, 0.5]));
  const optimizer = make(w);
  for (let i = 0; i < steps; i++) {
    optimizer.step(() => tf.sum(tf.square(tf.sub(w, 3)))).dispose();
  }
  return [...w.dataSync()];
}

describe('SGD', () => {
  it('moves against the gradient by the learning rate', () => {
    // w ← w − 0.1 · 2 (w − 3), so the distance to 3 shrinks by 0.8.
    expect(descend((w) => new SGD([w], { learningRate: 0.1 }), 1)[0]).toBeCloseTo(1.4, 6);
  });

  it('holds back the dampening from a buffer that is switched on later, and frees it when switched off', () => {
    const w = tf.variable(tf.tensor1d([1, 2]));
    const optimizer = new SGD([w], { learningRate: 0.5 });
    const step = () => optimizer.applyGradients({ [w.name]: tf.tensor1d([1, -1]) });
    step();
    // b = (1 − 0.5) g where PyTorch has g, and the step is 0.5 b.
    optimizer.setOptions({ momentum: 0.5, dampening: 0.5 });
    step();
    expect([...w.dataSync()]).toEqual([0.25, 2.75]);
    optimizer.setOptions({ momentum: 0, dampening: 0 });
    step();
    expect([...w.dataSync()]).toEqual([-0.25, 3.25]);
    // b begins with zeros again: the step is 0.5 g.
    optimizer.setOptions({ momentum: 0.5 });
    step();
    expect([...w.dataSync()]).toEqual([-0.75, 3.75]);
  });

  it('ignores the dampening at the first step, as PyTorch does', () => {
    const options = { learningRate: 0.1, momentum: 0.9 };
    expect(descend((w) => new SGD([w], { ...options, dampening: 0.5 }), 1)).toEqual(
      descend((w) => new SGD([w], options), 1),
    );
  });

  it('as an average of gradients is the heavy ball with γ (1 − μ)', () => {
    const heavyBall = descend((w) => new SGD([w], { learningRate: 0.01, momentum: 0.9 }));
    const average = descend(
      (w) => new SGD([w], { learningRate: 0.1, momentum: 0.9, momentumForm: 'ema' }),
    );
    average.forEach((value, i) => {
      expect(value).toBeCloseTo(heavyBall[i] as number, 5);
    });
  });

  it('with bias correction takes its first step as without momentum', () => {
    const options = { learningRate: 0.1, momentum: 0.9, momentumForm: 'ema' } as const;
    const corrected = descend((w) => new SGD([w], { ...options, biasCorrection: true }), 1);
    const plain = descend((w) => new SGD([w], { learningRate: 0.1 }), 1);
    corrected.forEach((value, i) => {
      expect(value).toBeCloseTo(plain[i] as number, 6);
    });
  });

  it('decays weights alike by L2 and decoupled, without momentum', () => {
    const options = { learningRate: 0.1, weightDecay: 0.3 };
    const plain = chain(decoupledDecay(), scaleByLearningRate());
    const decoupled = descend((w) => new Optimizer(plain, [w], options));
    const coupled = descend((w) => new SGD([w], options));
    coupled.forEach((value, i) => {
      expect(value).toBeCloseTo(decoupled[i] as number, 5);
    });
  });

  it.each([
    [{ nesterov: true }, /SGD\.nesterov: got momentum 0 and dampening 0, expected momentum > 0/],
    [{ nesterov: true, momentum: 0.9, dampening: 0.1 }, /dampening 0\.1, expected momentum > 0/],
    [{ momentumForm: 'ema', momentum: 0.9, dampening: 0.1 }, /SGD\.dampening: got 0\.1/],
    [{ biasCorrection: true, momentum: 0.9 }, /SGD\.biasCorrection: got true/],
    [
      { momentumForm: 'nadir' as 'ema' },
      /SGD\.momentumForm: got "nadir", expected 'torch' or 'ema'/,
    ],
  ] as const)('refuses the combination %o', (options, message) => {
    const w = tf.variable(tf.tensor1d([1]));
    expect(() => new SGD([w], options)).toThrow(message);
  });
});
