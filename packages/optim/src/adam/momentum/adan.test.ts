import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { Adan, type AdanOptions } from './adan.js';

beforeAll(async () => {
  tf.enableProdMode();
  await tf.setBackend('cpu');
});

/** Weights after steps with these gradients, from 4. */
function train(options: AdanOptions, gradients: number[]): number {
  const w = tf.variable(tf.tensor1d([4]));
  const optimizer = new Adan([w], options);
  for (const gradient of gradients) optimizer.applyGradients({ [w.name]: tf.tensor1d([gradient]) });
  return w.dataSync()[0] as number;
}

describe('Adan', () => {
  it('knows no difference at its first step, which is that of Adam', () => {
    // m̂ / √n̂ is the sign.
    expect(train({ learningRate: 0.5 }, [3])).toBeCloseTo(3.5, 6);
  });

  it('looks ahead by the last difference of gradients', () => {
    // With β₁ = β₃ = 0: m̂ = 2, d̂ = e = 1, n̂ = (2 + 0.5)²: after the first step 1 of the sign, (2 + 0.5) / 2.5.
    // With β₂ = 0.5: d = 0.5 · 0 + 0.5 · 1, d̂ = 0.5 / 0.75, so (2 + 0.5 · 2/3) / 2.5.
    const options = { learningRate: 1, beta1: 0, beta2: 0.5, beta3: 0 };
    expect(train(options, [1, 2])).toBeCloseTo(4 - 1 - (2 + 1 / 3) / 2.5, 5);
  });

  it('decays after the step, or before it', () => {
    const options = { learningRate: 0.5, weightDecay: 0.5 };
    expect(train(options, [3])).toBeCloseTo((4 - 0.5) / 1.25, 6);
    expect(train({ ...options, proximalDecay: false }, [3])).toBeCloseTo(4 * 0.75 - 0.5, 6);
  });
});
