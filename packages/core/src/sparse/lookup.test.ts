import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { lookup } from './lookup.js';

beforeAll(async () => {
  tf.enableProdMode();
  await tf.setBackend('cpu');
});

const table = () => tf.tensor2d([0, 1, 2, 3, 4, 5, 6, 7], [4, 2]);

describe('lookup', () => {
  it('gives the rows that gather gives, in the shape of the indices', () => {
    const indices = tf.tensor2d([3, 0, 3, 1, 2, 2], [2, 3], 'int32');
    const given = lookup(table(), indices);
    expect(given.shape).toEqual([2, 3, 2]);
    expect(given.arraySync()).toEqual(tf.gather(table(), indices).arraySync());
    expect(lookup(tf.tensor1d([5, 6, 7]), tf.tensor1d([2, 0], 'int32')).arraySync()).toEqual([
      7, 5,
    ]);
  });

  it('has the gradient of gather, with rows that occur twice added up', () => {
    const indices = tf.tensor2d([3, 0, 3, 1], [2, 2], 'int32');
    const weights = tf.tensor3d([1, 2, 3, 4, 5, 6, 7, 8], [2, 2, 2]);
    const loss = (take: typeof lookup) => (x: tf.Tensor) =>
      tf.sum(tf.mul(take(x, indices), weights));
    const given = tf.grad(loss(lookup))(table());
    expect(given.arraySync()).toEqual([
      [3, 4],
      [7, 8],
      [0, 0],
      [6, 8],
    ]);
    expect(given.arraySync()).toEqual(tf.grad(loss(tf.gather))(table()).arraySync());
  });

  it('works inside tidy, also where the indices are made there', () => {
    const gradient = tf.grad((x) => {
      const rows = tf.tidy(() => lookup(x, tf.tensor1d([1, 1], 'int32')));
      return tf.sum(rows);
    })(table());
    expect(gradient.arraySync()).toEqual([
      [0, 0],
      [2, 2],
      [0, 0],
      [0, 0],
    ]);
  });

  it('refuses what is no table and no indices', () => {
    const indices = tf.tensor1d([0], 'int32');
    expect(() => lookup(tf.scalar(1), indices)).toThrow(/lookup\.table: got a number/);
    expect(() => lookup(indices, indices)).toThrow('lookup.table: got int32, expected a tensor of');
    expect(() => lookup(table(), tf.tensor1d([0]))).toThrow('lookup.indices: got float32');
    expect(() => lookup(table(), [0] as never)).toThrow('lookup.indices: got [0]');
  });
});
