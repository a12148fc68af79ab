import { clipByGlobalNorm } from '@nadir/core/internal';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { Adam } from '../adam/adam.js';
import { LAMB } from './lamb.js';

beforeAll(async () => {
  tf.enableProdMode();
  await tf.setBackend('cpu');
});

/** Weights after steps with gradients that do not depend on them. */
function train(make: (w: tf.Variable) => LAMB | Adam, start = [1, -2, 0.5]): number[] {
  const w = tf.variable(tf.tensor1d(start));
  const optimizer = make(w);
  for (let t = 1; t <= 6; t++) {
    const gradient = start.map((_, i) => Math.sin(1.3 * t + 0.9 * i) + 0.2 * i - 0.1);
    optimizer.applyGradients({ [w.name]: tf.tensor1d(gradient) });
  }
  return [...w.dataSync()];
}

describe('LAMB', () => {
  it('takes a first step of length γ ‖θ‖, whatever the gradient', () => {
    for (const size of [1e-3, 1, 1e3]) {
      const w = tf.variable(tf.tensor1d([3, 4]));
      const optimizer = new LAMB([w], { learningRate: 0.1, epsilon: 1e-12 });
      optimizer.applyGradients({ [w.name]: tf.tensor1d([size, -2 * size]) });
      const [x = 0, y = 0] = w.dataSync();
      // ‖θ‖ = 5, so 0.1 · 5.
      expect(Math.hypot(x - 3, y - 4)).toBeCloseTo(0.5, 5);
    }
  });

  it('is Adam where there is no weight decay', () => {
    const options = { learningRate: 0.1, epsilon: 1e-6, weightDecay: 0 };
    const expected = train((w) => new Adam([w], options));
    train((w) => new LAMB([w], options)).forEach((x, i) => {
      expect(x).toBeCloseTo(expected[i] as number, 6);
    });
  });

  it('takes steps of Adam from a parameter that is 0', () => {
    const w = tf.variable(tf.tensor1d([0, 0]));
    const optimizer = new LAMB([w], { learningRate: 0.1 });
    optimizer.applyGradients({ [w.name]: tf.tensor1d([1, -1]) });
    const [x, y] = w.dataSync();
    expect(x).toBeCloseTo(-0.1, 5);
    expect(y).toBeCloseTo(0.1, 5);
  });

  it('with clip: clipByGlobalNorm(1) is what timm does by default', () => {
    // timm 1.0: Lamb(lr=0.1, weight_decay=0.1), whose max_grad_norm is 1.
    const expected = [0.5901425116, -1.8339155975, 0.1701136029];
    const options = { learningRate: 0.1, weightDecay: 0.1, clip: clipByGlobalNorm(1) };
    train((w) => new LAMB([w], options)).forEach((x, i) => {
      // The norm is divided by plus 1e-6, as PyTorch does it; timm leaves that out.
      expect(Math.abs(x - (expected[i] as number))).toBeLessThan(2e-6);
    });
  });
});
