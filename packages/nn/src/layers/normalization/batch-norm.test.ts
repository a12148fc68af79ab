import { OptionError, TensorError } from '@nadir/core';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { BatchNorm, type BatchNormOptions } from './batch-norm.js';

beforeAll(() => tf.setBackend('cpu'));

const numbers = (tensor: tf.Tensor | undefined) => [...(tensor as tf.Tensor).dataSync()];

/** Two features: 1, 3, 5, 7 and ten times that; means 4, 40, variances 5, 500, unbiased 20/3, 2000/3. */
const x = () => tf.tensor2d([1, 10, 3, 30, 5, 50, 7, 70], [4, 2]);

describe('BatchNorm', () => {
  it('gives each feature the mean 0 and the variance 1, whatever its scale', () => {
    const y = numbers(new BatchNorm(2, { epsilon: 1e-12 }).forward(x()));
    const standard = [-3, -1, 1, 3].map((z) => z / Math.sqrt(5));
    y.forEach((value, i) => {
      expect(value).toBeCloseTo(standard[Math.floor(i / 2)] as number, 5);
    });
  });

  it('moves its statistics by the momentum of PyTorch, with the unbiased variance', () => {
    const layer = new BatchNorm(2, { momentum: 0.25 });
    layer.forward(x());
    const close = (values: number[], expected: number[]) =>
      expected.forEach((value, i) => {
        expect((values[i] as number) / value).toBeCloseTo(1, 6);
      });
    close(numbers(layer.runningMean), [1, 10]);
    close(numbers(layer.runningVariance), [0.75 + 5 / 3, 0.75 + 500 / 3]);
    layer.forward(x());
    close(numbers(layer.runningMean), [1.75, 17.5]);
    expect(layer.batches?.value).toBe(2);
  });

  it('takes the mean of all batches without a momentum, even of the smallest variance', () => {
    const layer = new BatchNorm(1, { momentum: null });
    layer.forward(tf.tensor2d([0, 2e-8], [2, 1]));
    // The unbiased variance of 0 and 2e-8; 1 + (2e-16 − 1) would be 0 in float32.
    expect((numbers(layer.runningVariance)[0] as number) / 2e-16).toBeCloseTo(1, 5);
    layer.forward(tf.tensor2d([1, 3], [2, 1]));
    layer.forward(tf.tensor2d([5, 5], [2, 1]));
    expect(numbers(layer.runningMean)[0]).toBeCloseTo((1e-8 + 2 + 5) / 3, 6);
    expect(numbers(layer.runningVariance)[0]).toBeCloseTo(2 / 3, 6);
  });

  it('works with its statistics in evaluation, one example at a time too', () => {
    const layer = new BatchNorm(2, { epsilon: 1e-12 });
    layer.runningMean?.assign(tf.tensor1d([1, 2]));
    layer.runningVariance?.assign(tf.tensor1d([4, 9]));
    layer.gamma?.assign(tf.tensor1d([2, 3]));
    layer.beta?.assign(tf.tensor1d([10, 20]));
    layer.eval();
    const y = numbers(layer.forward(tf.tensor2d([[5, -1]])));
    expect(y[0]).toBeCloseTo(10 + (2 * 4) / 2, 5);
    expect(y[1]).toBeCloseTo(20 + (3 * -3) / 3, 5);
    expect(numbers(layer.runningMean)).toEqual([1, 2]);
    expect(layer.batches?.value).toBe(0);
  });

  it('takes batches of any rank, features last', () => {
    const layer = new BatchNorm(2);
    const flat = numbers(layer.forward(x()));
    for (const shape of [
      [1, 4, 2],
      [2, 2, 2],
      [2, 1, 2, 2],
      [2, 2, 1, 1, 2],
    ]) {
      const y = layer.forward(tf.reshape(x(), shape));
      expect(y.shape).toEqual(shape);
      expect(numbers(y)).toEqual(flat);
    }
  });

  it('has parameters and state by name, or lacks them', () => {
    const names = (options: BatchNormOptions) => {
      const layer = new BatchNorm(3, options);
      return [
        [...layer.namedParameters().keys()],
        [...layer.namedBuffers().keys()],
        Object.keys(layer.stateDict()),
      ];
    };
    expect(names({})).toEqual([
      ['gamma', 'beta'],
      ['runningMean', 'runningVariance'],
      ['gamma', 'beta', 'runningMean', 'runningVariance', 'batches'],
    ]);
    expect(names({ affine: false, trackRunningStats: false })).toEqual([[], [], []]);
  });

  it('goes on from a saved state', () => {
    const [layer, restored] = [new BatchNorm(2), new BatchNorm(2)];
    layer.forward(x());
    restored.loadStateDict(layer.stateDict());
    for (const each of [layer, restored]) {
      each.forward(tf.mul(x(), 3));
      each.eval();
    }
    expect(numbers(restored.forward(x()))).toEqual(numbers(layer.forward(x())));
    expect(restored.batches?.value).toBe(2);
  });

  it('leaves what was saved of it alone', () => {
    const layer = new BatchNorm(2);
    const { runningMean } = layer.stateDict();
    layer.forward(x());
    expect(numbers(runningMean)).toEqual([0, 0]);
  });

  it('forgets its statistics when asked to', () => {
    const layer = new BatchNorm(2);
    layer.forward(x());
    const before = tf.memory().numTensors;
    layer.resetRunningStats();
    expect(tf.memory().numTensors).toBe(before);
    expect(numbers(layer.runningMean)).toEqual([0, 0]);
    expect(numbers(layer.runningVariance)).toEqual([1, 1]);
    expect(layer.batches?.value).toBe(0);
    expect(() => new BatchNorm(2, { trackRunningStats: false }).resetRunningStats()).not.toThrow();
  });

  it.each([true, false])('leaks nothing, in tf.tidy: %s', (inTidy) => {
    const before = tf.memory().numTensors;
    const made: BatchNorm[] = [];
    const build = () => void made.push(new BatchNorm(2));
    if (inTidy) tf.tidy(build);
    else build();
    const [layer] = made as [BatchNorm];
    const batch = x();
    for (let k = 0; k < 3; k++) {
      layer.forward(batch).dispose();
      layer.eval().forward(batch).dispose();
      layer.train();
    }
    expect(tf.memory().numTensors).toBe(before + 4 + 1);
    batch.dispose();
    layer.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  it('refuses what does not fit, and keeps its statistics then', () => {
    const layer = new BatchNorm(2);
    const before = tf.memory().numTensors;
    const wide = tf.ones([4, 3]);
    const single = tf.ones([1, 2]);
    expect(() => layer.forward(wide)).toThrow('BatchNorm.forward: got [4,3], expected [..., 2].');
    expect(() => layer.forward(single)).toThrow(TensorError);
    expect(() => layer.forward(single)).toThrow(
      'got [1,2], 1 of each feature, expected at least 2',
    );
    expect(tf.memory().numTensors).toBe(before + 2);
    expect(layer.batches?.value).toBe(0);
    expect(layer.eval().forward(single).shape).toEqual([1, 2]);
  });

  it.each([
    [0, {}, 'BatchNorm.features: got 0, expected an integer ≥ 1.'],
    [2, { momentum: 1.5 }, 'BatchNorm.momentum: got 1.5, expected a number in [0, 1].'],
    [2, { momentum: Number.NaN }, 'BatchNorm.momentum: got NaN'],
    [2, { epsilon: 0 }, 'BatchNorm.epsilon: got 0'],
    [2, { affine: 1 }, 'BatchNorm.affine: got 1'],
    [2, { trackRunningStats: null }, 'BatchNorm.trackRunningStats: got null'],
    [2, { eps: 1 }, 'BatchNorm: got option `eps`, expected `momentum`'],
  ])('refuses %d features with %o', (features, options, message) => {
    const before = tf.memory().numTensors;
    const make = () => new BatchNorm(features, options as BatchNormOptions);
    expect(make).toThrow(OptionError);
    expect(make).toThrow(message);
    expect(tf.memory().numTensors).toBe(before);
  });
});
