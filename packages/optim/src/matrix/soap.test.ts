import { expectFiveDecimals, fromZeros } from '@nadir/testing';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { SOAP } from './soap.js';

beforeAll(async () => {
  tf.enableProdMode();
  await tf.setBackend('cpu');
});

const run = (options: ConstructorParameters<typeof SOAP>[1], ...gradients: tf.Tensor[]) =>
  fromZeros(
    (parameters) => new SOAP(parameters, { learningRate: 1, weightDecay: 0, ...options }),
    gradients,
  );

// A rotation by an angle with cosine 0.6, times diag(3, 2): U Σ Vᵀ with V = I.
const first = tf.tensor2d([1.8, -1.6, 2.4, 1.2], [2, 2]);

describe('SOAP', () => {
  it('takes an empty parameter, whose empty dimension has no basis', () => {
    const { slots } = run({ preconditionFrequency: 1 }, tf.zeros([0, 2]), tf.zeros([0, 2]));
    expect(Object.keys(slots).sort()).toEqual(['basis1', 'm', 'statistics1', 'v']);
    expect(slots.statistics1).toEqual([0, 0, 0, 0]);
  });

  it('only makes its bases of the first gradient', () => {
    const { weights, slots } = run({ weightDecay: 0.5, shampooBeta: 0.5 }, first);
    expect(weights).toEqual([0, 0, 0, 0]);
    // Half of G Gᵀ, and of Gᵀ G = diag(9, 4); eigenvectors in the order of 9 and 4, with a sum above 0.
    expectFiveDecimals(slots.statistics0, [2.9, 1.2, 1.2, 3.6]);
    expectFiveDecimals(slots.statistics1, [4.5, 0, 0, 2]);
    expectFiveDecimals(slots.basis0, [0.6, 0.8, 0.8, -0.6]);
    expectFiveDecimals(slots.basis1, [1, 0, 0, 1]);
    expect([slots.m, slots.v]).toEqual([
      [0, 0, 0, 0],
      [0, 0, 0, 0],
    ]);
  });

  it('steps by Adam in these bases', () => {
    // In them the second gradient is [[2, −3], [0.5, 1]], and the first step of Adam its signs.
    const basis = tf.tensor2d([0.6, 0.8, 0.8, -0.6], [2, 2]);
    const gradient = tf.matMul(basis, tf.tensor2d([2, -3, 0.5, 1], [2, 2]));
    const { weights, slots } = run({}, first, gradient);
    // −basis [[1, −1], [1, 1]].
    expectFiveDecimals(weights, [-1.4, -0.2, -0.2, 1.4]);
    // The means have moved by 0.05.
    expectFiveDecimals(slots.m, [0.1, -0.15, 0.025, 0.05]);
    expectFiveDecimals(slots.v, [0.2, 0.45, 0.0125, 0.05]);
  });

  it('turns the bases by a step of the power iteration, and sorts the squares with them', () => {
    // S after two steps with β = 0.5: diag(9, 4) / 4 + diag(0, 25) / 2 = diag(2.25, 13.5), so that the order changes.
    const gradients = [tf.tensor2d([3, 0, 0, 2], [2, 2]), tf.tensor2d([0, 0, 0, 5], [2, 2])];
    const options = { shampooBeta: 0.5, preconditionFrequency: 1 };
    const { slots } = run(options, ...gradients);
    expectFiveDecimals(slots.basis0, [0, 1, 1, 0]);
    expectFiveDecimals(slots.basis1, [0, 1, 1, 0]);
    expectFiveDecimals(slots.m, [0.25, 0, 0, 0]);
    expectFiveDecimals(slots.v, [1.25, 0, 0, 0]);
    expectFiveDecimals(
      run({ ...options, preconditionFrequency: 2 }, ...gradients).slots.v,
      [0, 0, 0, 1.25],
    );
  });

  it('is Adam for vectors and long dimensions, from the second step on', () => {
    const gradient = tf.tensor1d([3, -4]);
    expectFiveDecimals(run({}, gradient, gradient).weights, [-1, 1]);
    const { weights, slots } = run({ maxPreconditionerDim: 1 }, first, first);
    expectFiveDecimals(weights, [-1, 1, -1, -1]);
    expect(Object.keys(slots).sort()).toEqual(['m', 'v']);
  });

  it('shrinks weights after the step, by decoupled weight decay', () => {
    const gradient = tf.tensor1d([3, -4]);
    // (0 ∓ 1) (1 − 1 · 0.25).
    expectFiveDecimals(run({ weightDecay: 0.25 }, gradient, gradient).weights, [-0.75, 0.75]);
  });

  it('leaves what never has a gradient where it is', () => {
    // The second row and the third column are dead, and their statistics without an eigenvalue.
    const gradients = [1, 2, -1, 3, 2].map((x) => tf.tensor2d([x, 1, 0, 0, 0, 0], [2, 3]));
    const { weights } = run({ preconditionFrequency: 1 }, ...gradients);
    for (const dead of [2, 3, 4, 5]) expect(weights[dead]).toBeCloseTo(0, 5);
    expect(Math.abs(weights[0] as number)).toBeGreaterThan(0.1);
    const zeros = tf.zeros([2, 3]);
    expect(run({ preconditionFrequency: 1 }, zeros, zeros, zeros).weights).toEqual([
      0, 0, 0, 0, 0, 0,
    ]);
  });

  it('makes directions of one size when it normalizes', () => {
    const options = { correctBias: false, normalizeGradients: true };
    const { weights } = run(options, first, first);
    expect(Math.hypot(...weights) / 2).toBeCloseTo(1, 5);
  });
});
