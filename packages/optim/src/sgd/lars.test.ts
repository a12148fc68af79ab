import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { LARS, type LARSOptions } from './lars.js';
import { SGD } from './sgd.js';

beforeAll(async () => {
  tf.enableProdMode();
  await tf.setBackend('cpu');
});

/** Weights after one step with this gradient. */
function step(options: LARSOptions, start: number[], gradient: number[], cls = LARS): number[] {
  const w = tf.variable(tf.tensor1d(start));
  new cls([w], options).applyGradients({ [w.name]: tf.tensor1d(gradient) });
  return [...w.dataSync()];
}

describe('LARS', () => {
  it('takes steps of length γ η ‖θ‖, whatever the gradient', () => {
    const options = { learningRate: 0.5, trustCoefficient: 0.25, alwaysAdapt: true };
    for (const size of [1e-2, 1, 1e2]) {
      // ‖θ‖ = 5 and g / ‖g‖ = (0.6, 0.8): 0.5 · 0.25 · 5 of that.
      const [x, y] = step(options, [3, 4], [0.6 * size, 0.8 * size]);
      expect(x).toBeCloseTo(3 - 0.625 * 0.6, 5);
      expect(y).toBeCloseTo(4 - 0.625 * 0.8, 5);
    }
  });

  it('is SGD where there is no weight decay', () => {
    const options = { learningRate: 0.5, momentum: 0.9 };
    expect(step(options, [3, 4], [1, 2])).toEqual(step(options, [3, 4], [1, 2], SGD));
  });

  it('is SGD for a parameter or a gradient that is 0', () => {
    const options = { learningRate: 0.5, weightDecay: 0.5 };
    expect(step(options, [0, 0], [1, 2])).toEqual([-0.5, -1]);
    expect(step(options, [4, 8], [0, 0])).toEqual([3, 6]);
  });

  it('with trustClip never steps further than SGD', () => {
    // q = 1 · 5 / 1: 0.5 · 5 of the gradient, or 0.5.
    const options = { learningRate: 0.5, trustCoefficient: 1, alwaysAdapt: true };
    expect(step(options, [3, 4], [1, 0])[0]).toBeCloseTo(0.5, 5);
    expect(step({ ...options, trustClip: true }, [3, 4], [1, 0])[0]).toBeCloseTo(2.5, 5);
    // q = 0.05 · 5 / 1 is below γ, so γ q stays 0.25 · … divided by γ: 0.5 · (0.25 / 0.5).
    const near = { ...options, trustCoefficient: 0.05, trustClip: true };
    expect(step(near, [3, 4], [1, 0])[0]).toBeCloseTo(3 - 0.25, 5);
    expect(step({ ...near, learningRate: 0 }, [3, 4], [1, 0])).toEqual([3, 4]);
  });
});
