import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { NovoGrad, type NovoGradOptions } from './novograd.js';

beforeAll(async () => {
  tf.enableProdMode();
  await tf.setBackend('cpu');
});

/** Weights and the number v after steps with these gradients. */
function train(options: NovoGradOptions, start: number[], gradients: number[][]) {
  const w = tf.variable(tf.tensor1d(start));
  const optimizer = new NovoGrad([['w', w]], options);
  for (const gradient of gradients) optimizer.applyGradients({ [w.name]: tf.tensor1d(gradient) });
  const v = optimizer.stateDict().tensors['w/v'] as tf.Tensor;
  return { weights: [...w.dataSync()], v: v.dataSync()[0], shape: v.shape };
}

describe('NovoGrad', () => {
  it('takes a first step of length γ, with one number for a whole parameter', () => {
    const { weights, v, shape } = train({ learningRate: 0.5 }, [1, 1], [[300, -400]]);
    expect(weights[0]).toBeCloseTo(1 - 0.5 * 0.6, 6);
    expect(weights[1]).toBeCloseTo(1 + 0.5 * 0.8, 6);
    expect(v).toBe(250_000);
    expect(shape).toEqual([]);
  });

  it('averages squared norms from the first that is not 0', () => {
    // 25, then 0.75 · 25 + 0.25 · 9.
    expect(train({ beta2: 0.75 }, [1, 1], [[3, 4]]).v).toBe(25);
    const later = train(
      { beta2: 0.75 },
      [1, 1],
      [
        [0, 0],
        [3, 4],
        [0, 3],
      ],
    );
    expect(later.v).toBe(21);
    expect(later.weights.every(Number.isFinite)).toBe(true);
  });

  it('has its weight decay in the momentum', () => {
    // m = 1 + 0.25 · 4 = 2, then 0.5 · 2 + 0 + 0.25 · 2 at θ = 4 − 2.
    const options = { learningRate: 1, beta1: 0.5, weightDecay: 0.25 };
    expect(train(options, [4], [[7]]).weights[0]).toBeCloseTo(2, 6);
    expect(train(options, [4], [[7], [0]]).weights[0]).toBeCloseTo(0.5, 6);
  });
});
