import { RandomStreams } from '@nadir/core';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { Dropout1d } from './dropout1d.js';
import { Dropout2d } from './dropout2d.js';
import { Dropout3d } from './dropout3d.js';

const cases = [
  ['Dropout1d', Dropout1d, [3], '[batch, width, channels] or [width, channels]'],
  ['Dropout2d', Dropout2d, [2, 3], '[batch, height, width, channels] or [height, width, channels]'],
  [
    'Dropout3d',
    Dropout3d,
    [2, 1, 3],
    '[batch, depth, height, width, channels] or [depth, height, width, channels]',
  ],
] as const;

beforeAll(() => tf.setBackend('cpu'));

describe.each(cases)('%s', (name, Layer, spatial, layouts) => {
  const layer = (p: number) => new Layer(p, { random: new RandomStreams(7) });

  /** What each channel of each example was multiplied by; fails if that differs within a channel. */
  function factors(y: tf.Tensor, examples: number, channels: number): number[] {
    const rows = y.reshape([examples, -1, channels]);
    const [least, most] = [tf.min(rows, 1).dataSync(), tf.max(rows, 1).dataSync()];
    expect(least).toEqual(most);
    return [...least];
  }

  it('drops the share p of the channels of all examples, within five standard deviations', () => {
    const [examples, channels, p] = [200, 50, 0.3];
    const y = layer(p).forward(tf.ones([examples, ...spatial, channels]));
    const found = factors(y, examples, channels);
    expect(new Set(found)).toEqual(new Set([0, Math.fround(1 / (1 - p))]));
    const n = examples * channels;
    const dropped = found.filter((factor) => factor === 0).length;
    expect(Math.abs(dropped - n * p)).toBeLessThan(5 * Math.sqrt(n * p * (1 - p)));
    // Neither all examples nor all channels share their fate: a row would be dropped as a whole or not.
    for (const [rows, columns] of [
      [examples, channels],
      [channels, examples],
    ] as const) {
      const at = (row: number, column: number) =>
        found[rows === examples ? row * channels + column : column * channels + row];
      for (let row = 0; row < rows; row++) {
        expect(new Set(Array.from({ length: columns }, (_, column) => at(row, column))).size).toBe(
          2,
        );
      }
    }
  });

  it('takes one example without an axis for it', () => {
    const y = layer(0.5).forward(tf.ones([...spatial, 40]));
    expect(y.shape).toEqual([...spatial, 40]);
    expect(new Set(factors(y, 1, 40))).toEqual(new Set([0, 2]));
  });

  it('gives zeros for p = 1, as gradient too', () => {
    const x = tf.ones([2, ...spatial, 4]);
    expect(
      layer(1)
        .forward(x)
        .dataSync()
        .every((value) => value === 0),
    ).toBe(true);
    const all = layer(1);
    const dx = tf
      .grad((x) => all.forward(x))(x)
      .dataSync();
    expect(dx.every((value) => value === 0)).toBe(true);
  });

  it('refuses other numbers of axes, in evaluation too', () => {
    const rank = spatial.length;
    for (const shape of [new Array(rank).fill(2), new Array(rank + 3).fill(2), []]) {
      const message = `${name}.forward: got [${shape}], expected ${layouts}.`;
      expect(() => layer(0.5).forward(tf.ones(shape))).toThrow(message);
      expect(() => layer(0.5).eval().forward(tf.ones(shape))).toThrow(message);
    }
  });

  it('drops half by default, and refuses more than all', () => {
    expect(new Layer().p).toBe(0.5);
    expect(() => layer(1.1)).toThrow(`${name}.p: got 1.1, expected a number in [0, 1].`);
  });
});
