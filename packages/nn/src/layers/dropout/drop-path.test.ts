import { RandomStreams } from '@nadir/core';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { DropPath, type DropPathOptions } from './drop-path.js';

const layer = (p: number, options: DropPathOptions = {}) =>
  new DropPath(p, { random: new RandomStreams(7), ...options });

/** What each example of a batch of ones was multiplied by. */
function factors(made: DropPath, examples: number): number[] {
  const y = made.forward(tf.ones([examples, 2, 3])).reshape([examples, 6]);
  const [least, most] = [tf.min(y, 1).dataSync(), tf.max(y, 1).dataSync()];
  expect(least).toEqual(most);
  return [...least];
}

beforeAll(() => tf.setBackend('cpu'));

describe('DropPath', () => {
  it('drops the share p of the examples, within five standard deviations, and scales the others', () => {
    const [n, p] = [10_000, 0.2];
    const found = factors(layer(p), n);
    expect(new Set(found)).toEqual(new Set([0, Math.fround(1 / (1 - p))]));
    const dropped = found.filter((factor) => factor === 0).length;
    expect(Math.abs(dropped - n * p)).toBeLessThan(5 * Math.sqrt(n * p * (1 - p)));
  });

  it('leaves the others as they are without `scaleByKeep`', () => {
    const scaled = factors(layer(0.5), 100);
    const plain = factors(layer(0.5, { scaleByKeep: false }), 100);
    expect(plain).toEqual(scaled.map((factor) => factor / 2));
    expect(new Set(plain)).toEqual(new Set([0, 1]));
  });

  it.each([true, false])('gives zeros for p = 1 with scaleByKeep %s', (scaleByKeep) => {
    expect(new Set(factors(layer(1, { scaleByKeep }), 100))).toEqual(new Set([0]));
  });

  it('drops nothing by default, as in timm', () => {
    expect(new DropPath().p).toBe(0);
  });

  it('refuses an input without examples, and options that are none', () => {
    const message = 'DropPath.forward: got [], expected [batch, …].';
    expect(() => layer(0.5).forward(tf.scalar(1))).toThrow(message);
    expect(() => layer(1.5)).toThrow('DropPath.p: got 1.5, expected a number in [0, 1].');
    expect(() => layer(0.5, { scaleByKeep: 1 as never })).toThrow('DropPath.scaleByKeep: got 1');
  });
});
