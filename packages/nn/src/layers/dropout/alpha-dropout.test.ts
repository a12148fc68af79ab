import { RandomStreams } from '@nadir/core';
import { expectClose, goldenCases } from '@nadir/testing';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { AlphaDropout } from './alpha-dropout.js';
import { FeatureAlphaDropout } from './feature-alpha-dropout.js';

interface Case {
  readonly p: number;
  readonly values: number[];
  readonly kept: number[];
  readonly dropped: number;
}

beforeAll(() => tf.setBackend('cpu'));

describe.each([
  ['AlphaDropout', AlphaDropout],
  ['FeatureAlphaDropout', FeatureAlphaDropout],
] as const)('%s', (name, Layer) => {
  const layer = (p: number) => new Layer(p, { random: new RandomStreams(7) });

  it.each(goldenCases<Case>('alpha-dropout'))(
    'makes of numbers what PyTorch makes, kept or dropped, for p = $p',
    ({ p, values, kept, dropped }) => {
      // A row for each number, so each column is a draw of its own in both layers.
      const n = 10_000;
      const x = tf.tile(tf.tensor2d(values, [values.length, 1]), [1, n]);
      const rows = layer(p).forward(x).arraySync() as number[][];
      rows.forEach((row, i) => {
        const found = [...new Set(row)].sort((a, b) => a - b);
        const expected = [dropped, kept[i] as number].sort((a, b) => a - b);
        expectClose(found, expected, 1e-6);
        const count = row.filter((value) => Math.abs(value - dropped) < 1e-6).length;
        expect(Math.abs(count - n * p)).toBeLessThan(5 * Math.sqrt(n * p * (1 - p)));
      });
    },
  );

  it('keeps mean 0 and variance 1', () => {
    // The fourth moment of y is below 10 here (normal: 3), so variances vary by less than √(10/n).
    const n = 100_000;
    const x = tf.randomNormal([n, 1], 0, 1, 'float32', 5);
    const { mean, variance } = tf.moments(layer(0.2).forward(x));
    expect(Math.abs(mean.dataSync()[0] as number)).toBeLessThan(5 / Math.sqrt(n));
    expect(Math.abs((variance.dataSync()[0] as number) - 1)).toBeLessThan(5 * Math.sqrt(10 / n));
  });

  it('gives zeros for p = 1, as gradient too', () => {
    const x = tf.tensor2d([[1, -2, 3]]);
    expect([...layer(1).forward(x).dataSync()].map(Math.abs)).toEqual([0, 0, 0]);
    const all = layer(1);
    expect([
      ...tf
        .grad((x) => all.forward(x))(x)
        .dataSync(),
    ]).toEqual([0, 0, 0]);
  });

  it('drops half by default, and refuses more than all', () => {
    expect(new Layer().p).toBe(0.5);
    expect(() => layer(1.1)).toThrow(`${name}.p: got 1.1, expected a number in [0, 1].`);
  });
});

describe('AlphaDropout', () => {
  it('drops infinities and NaN too', () => {
    const x = tf.fill([1, 100], Number.NaN);
    const y = new AlphaDropout(0.5, { random: new RandomStreams(7) }).forward(x).dataSync();
    expect(y.filter((value) => !Number.isNaN(value)).length).toBeGreaterThan(20);
  });

  it('has the right second gradient', () => {
    // y = a x or a number, so Σ y² has the second gradient 2 a² where x is kept.
    const x = tf.tensor1d([1, 2, 3, 4, 5, 6, 7, 8]);
    const layer = new AlphaDropout(0.5, { random: new RandomStreams(7) });
    const first = tf.grad((x) => tf.sum(tf.square(layer.forward(x))));
    const second = [
      ...tf
        .grad((x) => tf.sum(first(x)))(x)
        .dataSync(),
    ];
    // a for p = ½, from the paper.
    const kept = 2 * 0.8864053 ** 2;
    for (const value of second)
      expect(Math.min(Math.abs(value), Math.abs(value - kept))).toBeLessThan(1e-5);
    expect(second.some((value) => value > 1)).toBe(true);
    expect(second.some((value) => value === 0)).toBe(true);
  });
});

describe('FeatureAlphaDropout', () => {
  it('gives a channel of an example one fate', () => {
    const layer = new FeatureAlphaDropout(0.5, { random: new RandomStreams(7) });
    const y = layer.forward(tf.ones([20, 5, 3, 10])).reshape([20, 15, 10]);
    expect(tf.min(y, 1).dataSync()).toEqual(tf.max(y, 1).dataSync());
    const fates = tf.min(y, 1).arraySync() as number[][];
    for (const row of fates) expect(new Set(row).size).toBe(2);
    expect(new Set(fates.map(String)).size).toBeGreaterThan(15);
  });

  it('refuses an input without channels', () => {
    const layer = new FeatureAlphaDropout();
    const message = 'FeatureAlphaDropout.forward: got [3], expected [batch, …, channels].';
    expect(() => layer.forward(tf.ones([3]))).toThrow(message);
  });
});
