import { fromZeros } from '@nadir/testing';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { SM3 } from './sm3.js';

beforeAll(async () => {
  tf.enableProdMode();
  await tf.setBackend('cpu');
});

const run = (options: ConstructorParameters<typeof SM3>[1], ...gradients: tf.Tensor[]) =>
  fromZeros((parameters) => new SM3(parameters, options), gradients);

describe('SM3', () => {
  it('keeps one number for each row and each column, a bound on the sums of squares', () => {
    const { slots, weights } = run(
      { learningRate: 1 },
      tf.tensor2d([1, 2, 0, 3], [2, 2]),
      tf.tensor2d([2, 0, 4, 1], [2, 2]),
    );
    // ν is 1, 4, 0, 9 at first, so rows 4, 9 and columns 1, 9; then 1 + 4, 4 + 0, 1 + 16, 9 + 1.
    expect(slots).toEqual({ slices0: [5, 17], slices1: [17, 10] });
    const expected = [-1 - 2 / Math.sqrt(5), -1, -4 / Math.sqrt(17), -1 - 1 / Math.sqrt(10)];
    for (const [i, weight] of weights.entries()) expect(weight).toBeCloseTo(expected[i] ?? 0, 6);
  });

  it('is Adagrad for vectors', () => {
    const { slots, weights } = run({ learningRate: 1 }, tf.tensor1d([3, 0]), tf.tensor1d([4, 2]));
    expect(slots).toEqual({ sum: [25, 4] });
    expect(weights[0]).toBeCloseTo(-1 - 4 / 5, 6);
    expect(weights[1]).toBeCloseTo(-1, 6);
  });

  it('forgets with β, but no slice falls below what it has had', () => {
    const gradients = [2, 0, 0].map((g) => tf.fill([2, 2], g));
    const { slots } = run({ beta: 0.5 }, ...gradients);
    // ν is 0.5 · 4, then half of the 2 that the slices keep.
    expect(slots).toEqual({ slices0: [2, 2], slices1: [2, 2] });
  });
});
