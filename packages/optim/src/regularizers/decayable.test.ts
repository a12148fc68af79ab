import { OptionError } from '@nadir/core';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { decayable } from './decayable.js';

beforeAll(() => tf.setBackend('cpu'));

const kernel = tf.variable(tf.ones([2, 3]), true, 'decayable/kernel');
const bias = tf.variable(tf.ones([3]), true, 'decayable/bias');
const filter = tf.variable(tf.ones([3, 3, 1, 2]), true, 'decayable/filter');
const scale = tf.variable(tf.scalar(1), true, 'decayable/scale');

describe('decayable', () => {
  it('splits variables by rank, in their order, under their own names', () => {
    expect(decayable([kernel, bias, filter, scale])).toEqual({
      decay: [
        ['decayable/kernel', kernel],
        ['decayable/filter', filter],
      ],
      rest: [
        ['decayable/bias', bias],
        ['decayable/scale', scale],
      ],
    });
  });

  it('keeps the names of pairs and of modules', () => {
    const pairs = new Map([
      ['0.weight', kernel],
      ['0.bias', bias],
    ]);
    const expected = { decay: [['0.weight', kernel]], rest: [['0.bias', bias]] };
    expect(decayable(pairs)).toEqual(expected);
    expect(decayable({ namedParameters: () => pairs.entries() })).toEqual(expected);
  });

  it('refuses what is no variable', () => {
    expect(() => decayable([tf.ones([2, 2])] as never)).toThrow(OptionError);
    expect(() => decayable([kernel, kernel])).toThrow(/^decayable: got the parameter .* twice/);
  });
});
