import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { Signum } from './signum.js';

beforeAll(async () => {
  tf.enableProdMode();
  await tf.setBackend('cpu');
});

/** An optimizer after steps with these gradients, and its weight, which begins at 1. */
function train(options: object, gradients: number[]): { weight: number; slots: string[] } {
  const w = tf.variable(tf.tensor1d([1]));
  const optimizer = new Signum([['w', w]], options);
  for (const gradient of gradients) optimizer.applyGradients({ [w.name]: tf.tensor1d([gradient]) });
  return { weight: w.dataSync()[0] as number, slots: Object.keys(optimizer.stateDict().tensors) };
}

describe('Signum', () => {
  it('goes by the sign of the mean of gradients', () => {
    // Means 2 and 0.5 · 2 − 0.5 · 1 = 0.5: both down.
    const { weight, slots } = train({ learningRate: 0.25, beta: 0.5 }, [4, -1]);
    expect(weight).toBe(0.5);
    expect(slots).toEqual(['w/m']);
  });

  it('is SignSGD without a mean, and keeps no state then', () => {
    const { weight, slots } = train({ learningRate: 0.25, beta: 0 }, [4, -1, -1]);
    expect(weight).toBe(1.25);
    expect(slots).toEqual([]);
  });
});
