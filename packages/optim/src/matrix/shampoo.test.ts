import { expectFiveDecimals, fromZeros } from '@nadir/testing';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { Shampoo } from './shampoo.js';

beforeAll(async () => {
  tf.enableProdMode();
  await tf.setBackend('cpu');
});

const run = (options: ConstructorParameters<typeof Shampoo>[1], ...gradients: tf.Tensor[]) =>
  fromZeros(
    (parameters) => new Shampoo(parameters, { learningRate: 1, beta1: 0, ...options }),
    gradients,
  );

describe('Shampoo', () => {
  it('steps by U Vᵀ at first, for a gradient U Σ Vᵀ', () => {
    // (G Gᵀ)^(−1/4) G (Gᵀ G)^(−1/4), for a rotation by an angle with cosine 0.6 times diag(3, 2).
    const { weights } = run({ epsilon: 1e-9 }, tf.tensor2d([1.8, -1.6, 2.4, 1.2], [2, 2]));
    expectFiveDecimals(weights, [-0.6, 0.8, -0.8, -0.6]);
  });

  it('keeps a matrix for each dimension, the sum or the mean of products of slices', () => {
    const gradient = tf.tensor2d([1, 2, 0, 3, 0, 1], [2, 3]);
    expect(run({}, gradient, gradient).slots).toEqual({
      statistics0: [10, 6, 6, 20],
      statistics1: [20, 4, 6, 4, 8, 0, 6, 0, 2],
    });
    const { slots } = run({ beta2: 0.5 }, gradient);
    expect(slots.statistics0).toEqual([2.5, 1.5, 1.5, 5]);
  });

  it('is Adagrad with a full matrix for vectors', () => {
    // S + ε I has the eigenvalues 26 and 51 for v after one step and two, and then for what is across v only 1.
    const v = tf.tensor1d([3, 4]);
    const across = tf.tensor1d([-4, 3]);
    const scale = 1 / Math.sqrt(26) + 1 / Math.sqrt(51);
    expectFiveDecimals(run({ epsilon: 1 }, v, v).weights, [-3 * scale, -4 * scale]);
    const { weights } = run({ epsilon: 1 }, v, across);
    expectFiveDecimals(weights, [
      -3 / Math.sqrt(26) + 4 / Math.sqrt(26),
      -4 / Math.sqrt(26) - 3 / Math.sqrt(26),
    ]);
  });

  it('leaves long dimensions as they are', () => {
    // Of 2 × 3 only the rows have a matrix, here diag(9, 16), to the power −1/2.
    const gradient = tf.tensor2d([3, 0, 0, 0, 4, 0], [2, 3]);
    const { weights, slots } = run({ maxPreconditionerDim: 2 }, gradient);
    expectFiveDecimals(weights, [-1, 0, 0, 0, -1, 0]);
    expect(Object.keys(slots)).toEqual(['statistics0']);
    expectFiveDecimals(run({ maxPreconditionerDim: 1 }, gradient).weights, [-3, 0, 0, 0, -4, 0]);
  });

  it('computes roots every few steps only, and uses them in between', () => {
    const gradients = [2, 4, 4].map((x) => tf.tensor1d([x]));
    const { weights, slots } = run({ preconditionFrequency: 2 }, ...gradients);
    // 2/√4, 4/√4 and 4/√36.
    expectFiveDecimals(weights, [-1 - 2 - 2 / 3]);
    expect(slots.statistics0).toEqual([36]);
    expectFiveDecimals(slots.root0, [1 / 6]);
  });

  it('takes steps as long as those of what is grafted', () => {
    const gradient = tf.tensor2d([3, 0, 0, 4], [2, 2]);
    const lengthOf = (options: ConstructorParameters<typeof Shampoo>[1]) =>
      Math.hypot(...run(options, gradient).weights);
    // ‖g‖; and of a step of Adagrad or Adam, whose two elements are ±1.
    expect(lengthOf({ grafting: 'sgd' })).toBeCloseTo(5, 5);
    expect(lengthOf({ grafting: 'adagrad' })).toBeCloseTo(Math.SQRT2, 5);
    expect(lengthOf({ grafting: 'adam' })).toBeCloseTo(Math.SQRT2, 5);
    // 1 / √(1 − 0.75) as long, since its mean begins at 0.
    expect(lengthOf({ grafting: 'rmsprop', graftingBeta2: 0.75 })).toBeCloseTo(2 * Math.SQRT2, 5);
  });
});
