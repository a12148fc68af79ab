import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { FTRL, type FTRLOptions } from './ftrl.js';

beforeAll(async () => {
  tf.enableProdMode();
  await tf.setBackend('cpu');
});

/** Weights after steps with these gradients. */
function train(options: FTRLOptions, start: number[], gradients: number[][]): number[] {
  const w = tf.variable(tf.tensor1d(start));
  const optimizer = new FTRL([w], options);
  for (const gradient of gradients) optimizer.applyGradients({ [w.name]: tf.tensor1d(gradient) });
  return [...w.dataSync()];
}

describe('FTRL', () => {
  it('without penalties is Adagrad', () => {
    // θ − γ g / √Σg²: 1 − 0.5, then − 0.5 · 4 / 5.
    const [x] = train({ learningRate: 0.5 }, [1], [[3], [4]]);
    expect(x).toBeCloseTo(1 - 0.5 - 0.4, 6);
  });

  it('sets elements to exactly 0 that matter less than their penalty', () => {
    // z = γ g − √n θ = 0.5 · 2 − 2 θ: within γ λ₁ = 0.5 for θ = 0.3 and 0.7, and 1 for θ = 0.
    const weights = train({ learningRate: 0.5, l1: 1 }, [0.3, 0.7, 0], [[2, 2, 2]]);
    expect(weights[0]).toBe(0);
    expect(weights[1]).toBe(0);
    // −(1 − 0.5) / 2.
    expect(weights[2]).toBeCloseTo(-0.25, 6);
  });

  it('shrinks by λ₂ as Σθ² times λ₂ does', () => {
    // z = 0.5 · 2 − 2 · 2 = −3 over √n + 2 γ λ₂ = 2 + 1.
    expect(train({ learningRate: 0.5, l2: 1 }, [2], [[2]])[0]).toBeCloseTo(1, 6);
  });

  it('keeps parameters where they are when the learning rate falls to 0', () => {
    const rates = [0.5, 0.5, 0, 0];
    const options = { learningRate: (k: number) => rates[k] ?? 0, l1: 0.25, l2: 0.5 };
    const gradients = [
      [1, -2, 0.1],
      [3, 1, -0.1],
    ];
    const before = train(options, [1, 2, 0.1], gradients);
    const after = train(options, [1, 2, 0.1], [...gradients, ...gradients]);
    expect(before[2]).toBe(0);
    after.forEach((x, i) => {
      expect(x).toBeCloseTo(before[i] as number, 5);
    });
  });

  it('shrinks by λₛ an element that has little gradient to 0, and not past it', () => {
    const options = { learningRate: 0.1, l2Shrinkage: 0.01 };
    // 2 γ λₛ = 0.002. n = 0: nothing is known of the element. n = 1e-12: z = γ 1e-6 + √n − √n, over √n = 1e-6.
    const [none, little, usual] = train(options, [1, 1, 1], [[0, 1e-6, 2]]) as number[];
    expect(none).toBe(0);
    expect(little).toBeCloseTo(-0.1, 6);
    // z = 0.1 · 2 + 0.002 − 2, over 2.
    expect(usual).toBeCloseTo(0.899, 6);
    const later = train(options, [1, 1, 1], Array(50).fill([0, 1e-6, 0]));
    expect(later.every((x) => Math.abs(x) <= 2)).toBe(true);
  });

  it('writes 0 where there never was a gradient', () => {
    expect(train({}, [5], [[0]])).toEqual([0]);
  });
});
