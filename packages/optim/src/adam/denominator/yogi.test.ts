import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { Yogi } from './yogi.js';

beforeAll(async () => {
  tf.enableProdMode();
  await tf.setBackend('cpu');
});

/** v after steps with these gradients. */
function denominator(gradients: number[], initialAccumulatorValue: number): number {
  const w = tf.variable(tf.tensor1d([1]));
  const optimizer = new Yogi([['w', w]], { beta2: 0.75, initialAccumulatorValue });
  for (const gradient of gradients) optimizer.applyGradients({ [w.name]: tf.tensor1d([gradient]) });
  return optimizer.stateDict().tensors['w/v']?.dataSync()[0] as number;
}

describe('Yogi', () => {
  it('lets v grow and shrink by a quarter of the squared gradient, not of the distance to it', () => {
    // 2 + 0.25 · 16; then 6 − 0.25 · 4, where Adam would have 6 − 0.25 · (6 − 4).
    expect(denominator([4], 2)).toBe(6);
    expect(denominator([4, 2], 2)).toBe(5);
  });

  it('leaves v where the squared gradient is v', () => {
    expect(denominator([2], 4)).toBe(4);
  });
});
