import { randomUniform } from '@nadir/core';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { crossEntropy } from './cross-entropy.js';
import { sampledCrossEntropy } from './sampled-cross-entropy.js';

beforeAll(async () => {
  tf.enableProdMode();
  await tf.setBackend('cpu');
});

const draw = { key: 7, stream: 1, step: 0 };

/** The labels drawn: where the gradient of a row, (p − t) / N, is negative. */
function labelsOf(logits: tf.Tensor2D, step = 0): number[] {
  const gradient = tf.grad((z) => sampledCrossEntropy(z, { ...draw, step }))(logits);
  return [...tf.argMin(gradient, 1).dataSync()];
}

describe('sampledCrossEntropy', () => {
  it('is the cross-entropy at the labels that it draws, with its gradient', () => {
    const logits = tf.tensor2d([
      [2, 1, 0],
      [0, 1, 3],
      [1, 1, 1],
    ]);
    const labels = tf.tensor1d(labelsOf(logits), 'int32');
    expect(sampledCrossEntropy(logits, draw).dataSync()).toEqual(
      crossEntropy(logits, labels).dataSync(),
    );
    const expected = tf
      .grad((z) => crossEntropy(z, labels))(logits)
      .dataSync();
    expect(
      tf
        .grad((z) => sampledCrossEntropy(z, draw))(logits)
        .dataSync(),
    ).toEqual(expected);
  });

  it('draws the first class up to which the probabilities sum to more than u', () => {
    const odds = [1, 2, 5, 2];
    const logits = tf.log(tf.tile(tf.tensor2d([odds]), [50, 1])) as tf.Tensor2D;
    const u = [...randomUniform([50, 1], draw).dataSync()];
    // Sums 0.1, 0.3, 0.8, 1.
    const expected = u.map((x) => [0.1, 0.3, 0.8, 1].findIndex((sum) => sum > x));
    expect(labelsOf(logits)).toEqual(expected);
  });

  it('draws each class as often as the logits say, and never one without probability', () => {
    const logits = tf.tile(tf.tensor2d([[Math.log(3), -Infinity, 0, -1e4]]), [4000, 1]);
    const labels = labelsOf(logits as tf.Tensor2D);
    const share = (c: number) => labels.filter((label) => label === c).length / 4000;
    // σ = √(¾ ¼ / 4000) = 0.0068.
    expect(Math.abs(share(0) - 0.75)).toBeLessThan(0.03);
    expect(share(0) + share(2)).toBe(1);
  });

  it('draws other labels at another step, and the same at the same', () => {
    const logits = tf.zeros([64, 5]) as tf.Tensor2D;
    expect(labelsOf(logits, 1)).toEqual(labelsOf(logits, 1));
    expect(labelsOf(logits, 1)).not.toEqual(labelsOf(logits, 2));
  });

  it('refuses what is no batch of logits', () => {
    expect(() => sampledCrossEntropy(tf.zeros([3]), draw)).toThrow(
      'sampledCrossEntropy: got logits float32 [3], expected float32 [batch, classes], not empty.',
    );
    expect(() => sampledCrossEntropy(tf.zeros([2, 2]), { ...draw, step: -1 })).toThrow('step');
  });
});
