import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { hutchinson } from './hutchinson.js';

const draw = { key: 7, stream: 0, step: 0 };

beforeAll(async () => {
  tf.enableProdMode();
  await tf.setBackend('cpu');
});

describe('hutchinson', () => {
  it('takes gradients from anywhere, leaves out those that are missing, and keeps nothing', () => {
    const [w, other] = [tf.variable(tf.tensor1d([1, -2])), tf.variable(tf.scalar(3))];
    const before = tf.memory().numTensors;
    // Of Σ w⁴ / 12 the gradient is w³ / 3 and the Hessian diagonal w², so no sign matters.
    const estimates = hutchinson({
      variables: [w, other],
      gradients: () => ({ [w.name]: tf.div(tf.pow(w, 3), 3) }),
      draw,
    });
    expect(Object.keys(estimates)).toEqual([w.name]);
    const [first, second] = (estimates[w.name] as tf.Tensor).dataSync();
    expect(first).toBeCloseTo(1, 3);
    expect(second).toBeCloseTo(4, 2);
    expect([...w.dataSync(), ...other.dataSync()]).toEqual([1, -2, 3]);
    tf.dispose(estimates);
    expect(tf.memory().numTensors).toBe(before);
  });

  it('refuses under its own name what is out of range', () => {
    const call = { variables: [], gradients: () => ({}), draw };
    expect(() => hutchinson({ ...call, distance: 0 })).toThrow('hutchinson.distance: got 0');
  });
});
