import { expectNear, runOnQuadratic } from '@nadir/testing';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { DAdaptAdam } from './d-adapt-adam.js';

beforeAll(async () => {
  tf.enableProdMode();
  await tf.setBackend('cpu');
});

describe('DAdaptAdam', () => {
  it('finds its step size on a quadratic, with the numbers of the authors’ code', () => {
    // dadaptation in float64, 60 steps from d₀ = 1e-6; the last number is d.
    const expected = [
      0.6306838881987777, -0.9416521263021725, 0.25824279297284486, 1.937978728551062,
    ];
    const { parameters, shared } = runOnQuadratic(DAdaptAdam.rule, 60, {});
    const given = [...(parameters[0]?.param ?? []), ...(shared.d?.values ?? [])];
    expectNear(given, expected, 1e-9);
  });

  it('never lets d fall, nor grow faster than asked', () => {
    const w = tf.variable(tf.tensor1d([1, -2]));
    const optimizer = new DAdaptAdam([w], { growthRate: 2, d0: 1e-3 });
    const d = () => optimizer.stateDict().tensors.d?.dataSync()[0] as number;
    let last = 1e-3;
    for (let k = 0; k < 30; k++) {
      optimizer.minimize(() => tf.sum(tf.square(w)) as tf.Scalar);
      expect(d()).toBeGreaterThanOrEqual(Math.fround(last));
      expect(d()).toBeLessThanOrEqual(2 * last * (1 + 1e-6));
      last = d();
    }
    expect(last).toBeGreaterThan(0.01);
  });

  it('changes nothing as long as all gradients are 0', () => {
    const w = tf.variable(tf.tensor1d([1, 2]));
    const options = { weightDecay: 0.1, decoupledWeightDecay: true };
    const optimizer = new DAdaptAdam([w], options);
    for (let k = 0; k < 2; k++) optimizer.applyGradients({ [w.name]: tf.zeros([2]) });
    expect([...w.dataSync()]).toEqual([1, 2]);
  });
});
