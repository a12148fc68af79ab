import { expectNear, quadraticGradient, runOnQuadratic } from '@nadir/testing';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { Prodigy } from './prodigy.js';

beforeAll(async () => {
  tf.enableProdMode();
  await tf.setBackend('cpu');
});

/** The parameter and d after 40 steps on the quadratic. */
function run(options: object): number[] {
  const { parameters, shared } = runOnQuadratic(Prodigy.rule, 40, options);
  return [...(parameters[0]?.param ?? []), ...(shared.d?.values ?? [])];
}

describe('Prodigy', () => {
  it('finds its step size on a quadratic, with the numbers of the authors’ code', () => {
    // prodigyopt in float64, from d₀ = 1e-6.
    const plain = [
      0.4776772263827388, -0.8110936052457791, 0.4937578547671915, 0.16520519128379924,
    ];
    expectNear(run({}), plain, 1e-9);
    const decayed = [
      0.2489011942408329, -0.42180570652641847, 0.4016795720855975, 0.300037035776461,
    ];
    expectNear(run({ weightDecay: 0.01, biasCorrection: true }), decayed, 1e-9);
  });

  it('estimates one distance for all parameters', () => {
    const both = tf.variable(tf.tensor1d([1, -2, 0.5]));
    const [first, second] = [tf.variable(tf.tensor1d([1])), tf.variable(tf.tensor1d([-2, 0.5]))];
    const [joint, apart] = [new Prodigy([both]), new Prodigy([first, second])];
    for (let k = 0; k < 40; k++) {
      const g = quadraticGradient(both.dataSync());
      joint.applyGradients({ [both.name]: tf.tensor1d(g) });
      apart.applyGradients({
        [first.name]: tf.tensor1d(g.slice(0, 1)),
        [second.name]: tf.tensor1d(g.slice(1)),
      });
    }
    const d = (one: Prodigy) => one.stateDict().tensors.d?.dataSync()[0] as number;
    // While d is small, θ₀ − θ has one digit in float32, so d is only near that of float64, 0.1652.
    expect(Math.abs(d(joint) / 0.1652 - 1)).toBeLessThan(0.05);
    expect(d(apart)).toBeCloseTo(d(joint), 6);
    [...first.dataSync(), ...second.dataSync()].forEach((x, i) => {
      expect(x).toBeCloseTo(both.dataSync()[i] as number, 5);
    });
  });

  it('changes nothing as long as all gradients are 0', () => {
    const w = tf.variable(tf.tensor1d([1, 2]));
    const optimizer = new Prodigy([w], { weightDecay: 0.1 });
    for (let k = 0; k < 2; k++) optimizer.applyGradients({ [w.name]: tf.zeros([2]) });
    expect([...w.dataSync()]).toEqual([1, 2]);
    expect(optimizer.stateDict().tensors.d?.dataSync()[0]).toBe(Math.fround(1e-6));
  });
});
