import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { l1 } from '../regularizers/penalties/l1.js';
import { Adam } from './adam.js';
import { ProxAdam } from './prox-adam.js';

beforeAll(async () => {
  tf.enableProdMode();
  await tf.setBackend('cpu');
});

/** Where ½ c (w − a)² + λ |w| is least from (3, 3), with curvatures c of (1, 100) and a = (1, 1). */
function settle(make: (w: tf.Variable) => Adam | ProxAdam): number[] {
  const w = tf.variable(tf.tensor1d([3, 3]));
  const optimizer = make(w);
  const curvature = tf.tensor1d([1, 100]);
  const loss = () => tf.mul(0.5, tf.sum(tf.mul(curvature, tf.square(tf.sub(w, 1))))) as tf.Scalar;
  for (let i = 0; i < 1000; i++) optimizer.step(loss).dispose();
  return [...w.dataSync()];
}

describe('ProxAdam', () => {
  it('is Adam without a penalty', () => {
    const options = { learningRate: 0.01 };
    const expected = settle((w) => new Adam([w], options));
    settle((w) => new ProxAdam([w], options)).forEach((x, i) => {
      expect(x).toBeCloseTo(expected[i] as number, 5);
    });
  });

  it('settles where the loss with the penalty is least, as a step size for all does not', () => {
    // a − λ / c.
    const options = { learningRate: 0.01, beta2: 0.9 };
    const [x, y] = settle((w) => new ProxAdam([w], { ...options, l1: 0.5 })) as [number, number];
    expect(x).toBeCloseTo(0.5, 2);
    expect(y).toBeCloseTo(0.995, 2);
    const proximal = l1(0.5, { include: 'all' });
    const [other = 0] = settle((w) => new Adam([w], { ...options, proximal }));
    expect(Math.abs(other - 0.5)).toBeGreaterThan(0.1);
  });

  it('reaches exact zeros where the penalty is stronger than the gradient', () => {
    const [x] = settle((w) => new ProxAdam([w], { learningRate: 0.01, beta2: 0.9, l1: 2 }));
    expect(x).toBe(0);
  });
});
