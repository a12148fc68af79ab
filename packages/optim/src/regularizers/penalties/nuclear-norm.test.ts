import { expectClose, goldenCases, gradientOf, proximalOf } from '@nadir/testing';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { Adam } from '../../adam/adam.js';
import { SGD } from '../../sgd/sgd.js';
import { nuclearNorm } from './nuclear-norm.js';

interface Case {
  readonly config: { readonly lambda: number };
  readonly shape: number[];
  readonly weight: number[];
  readonly penalty: number;
  readonly gradient: number[];
  readonly step: number;
  readonly proximal: number[];
  /** The largest singular value divided by the smallest that is not 0. */
  readonly condition: number;
}

const cases = goldenCases<Case>('nuclear-norm').map((one) => ({
  ...one,
  penaltyOf: nuclearNorm(one.config.lambda),
  /** What errors are relative to. */
  size: Math.max(...one.weight.map(Math.abs)) || 1,
}));

/** What an optimizer makes of a weight without a gradient, in float32. */
function afterSteps(optimizer: tf.Optimizer, w: tf.Variable, steps = 1): Float32Array {
  const none = tf.zerosLike(w);
  for (let step = 0; step < steps; step++) optimizer.applyGradients({ [w.name]: none });
  return w.dataSync<'float32'>();
}

beforeAll(() => tf.setBackend('cpu'));

describe.each(cases)('a weight $shape, λ = $config.lambda, a step of $step', (one) => {
  const { shape, weight, penaltyOf, size, condition } = one;
  const even = (values: ArrayLike<number>) => Array.from(values, (x) => x / size);

  it('has the gradient of NumPy, and the proximal point, on symbols in float64', () => {
    const { lambda } = one.config;
    expectClose(gradientOf(penaltyOf, shape, even(weight)), one.gradient, 1e-9);
    const point = proximalOf(penaltyOf, shape, weight, one.step);
    expectClose(even(point), even(one.proximal), 1e-9);
    expect(point.every((x) => x === 0)).toBe(one.proximal.every((x) => x === 0));
    if (lambda * one.step === 0) expect(point).toEqual(weight);
  });

  it('has its penalty in TensorFlow.js, and its gradient', () => {
    const w = tf.tensor(weight, shape);
    const value = (x: tf.Tensor) => penaltyOf.penalty([x]);
    expectClose(even(value(w).dataSync()), even([one.penalty]), 2e-6);
    // Vectors are as exact as their eigenvalue, the square of σ, is beside the largest.
    expectClose(tf.grad(value)(w).dataSync(), one.gradient, 1e-6 * condition ** 2);
  });

  it('has its proximal point in an optimizer', () => {
    const w = tf.variable(tf.tensor(weight, shape));
    const optimizer = new SGD([w], { learningRate: one.step, proximal: penaltyOf });
    const point = afterSteps(optimizer, w);
    expectClose(even(point), even(one.proximal), 2e-6);
    expect(point.every((x) => x === 0)).toBe(one.proximal.every((x) => x === 0));
  });
});

describe('nuclearNorm', () => {
  it('is l1 on the singular values: those of a diagonal matrix are its elements', () => {
    const diagonal = [3, 0, 0, 0, -0.5, 0, 0, 0, 0];
    expectClose(gradientOf(nuclearNorm(2), [3, 3], diagonal), [2, 0, 0, 0, -2, 0, 0, 0, 0], 1e-12);
    const point = proximalOf(nuclearNorm(2), [3, 3], diagonal, 0.25);
    expectClose(point, [2.5, 0, 0, 0, 0, 0, 0, 0, 0], 1e-12);
  });

  it('takes singular values below 3e-4 of the largest for 0 in its gradient', () => {
    expectClose(gradientOf(nuclearNorm(1), [2, 2], [1, 0, 0, 4e-4]), [1, 0, 0, 1], 1e-12);
    expectClose(gradientOf(nuclearNorm(1), [2, 2], [1, 0, 0, 3e-4]), [1, 0, 0, 0], 1e-12);
  });

  it('finds a weight of low rank again that noise has hidden, by its proximal steps', () => {
    // The singular value of the first matrix is 3 · 4 = 12. Those of the noise are about 0.05 (3 + 4) at most, and the
    // steps take 60 · 0.05 of each.
    const hidden = tf.outerProduct(tf.fill([9], 1), tf.fill([16], 1));
    const noise = tf.randomNormal([9, 16], 0, 0.05, 'float32', 7);
    const w = tf.variable(tf.add(hidden, noise));
    const optimizer = new SGD([w], { learningRate: 0.05, proximal: nuclearNorm(1) });
    const point = tf.tensor2d(afterSteps(optimizer, w, 60), [9, 16]);
    // Of rank 1, each row is a multiple of the first.
    const first = tf.slice(point, 0, 1);
    const shares = tf.div(tf.slice(point, [0, 0], [9, 1]), tf.slice(point, [0, 0], [1, 1]));
    expectClose(point.dataSync(), tf.mul(shares, first).dataSync(), 1e-5);
    // About 12 − 3.
    const norm = tf.norm(point).dataSync()[0] as number;
    expect(norm).toBeGreaterThan(8.5);
    expect(norm).toBeLessThan(9.5);
  });

  it('follows a schedule, and leaves vectors alone', () => {
    const w = tf.variable(
      tf.tensor2d([
        [3, 0],
        [0, 1],
      ]),
    );
    const bias = tf.variable(tf.tensor1d([3, 1]));
    const learningRate = (step: number) => (step === 0 ? 0.5 : 0.25);
    const optimizer = new Adam([w, bias], { learningRate, proximal: nuclearNorm(1) });
    for (let step = 0; step < 2; step++) {
      optimizer.applyGradients({ [w.name]: tf.zerosLike(w), [bias.name]: tf.zerosLike(bias) });
    }
    expectClose(w.dataSync(), [2.25, 0, 0, 0.25], 1e-6);
    expect([...bias.dataSync()]).toEqual([3, 1]);
  });
});
