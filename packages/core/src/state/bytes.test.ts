import * as tf from '@tensorflow/tfjs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Backend } from '../program/run/backend.js';
import { compose } from '../program/run/compose.js';
import { registerBackend, unregisterBackend } from '../program/run/registry.js';
import { packBytes } from './bytes.js';

const backend = (hostTensors: boolean): Backend => ({
  name: 'cpu',
  hostTensors,
  compile: (program) => ({ run: (call) => compose(program, call as never) }),
});

beforeEach(async () => {
  await tf.setBackend('cpu');
});
afterEach(() => unregisterBackend('cpu'));

// Each byte on each side of each other, so that every carry between them is there.
const bytes = Array.from({ length: 1000 }, (_, i) => [0, 255, 1, 254, 127, 128, i % 256][i % 7]);

describe.each([
  { hostTensors: true, count: 4, dtype: 'int32' },
  { hostTensors: false, count: 3, dtype: 'float32' },
])('with $count bytes in a number', ({ hostTensors, count, dtype }) => {
  beforeEach(() => registerBackend(backend(hostTensors)));

  it.each([[[1000]], [[8, 125]], [[5]], [[4]], [[3]], [[2, 1]], [[1]], [[]]])(
    'gives back all bytes of a tensor %j',
    (shape) => {
      const size = tf.util.sizeFromShape(shape);
      const given = tf.tensor(bytes.slice(0, size) as number[], shape, 'float32');
      const packed = packBytes(given);
      expect(packed.numbers.dtype).toBe(dtype);
      expect(packed.numbers.size).toBe(Math.ceil(size / count));
      const unpacked = packed.unpack();
      expect(unpacked.shape).toEqual(shape);
      expect(Array.from(unpacked.dataSync())).toEqual(bytes.slice(0, size));
    },
  );

  it('keeps 2¹⁶ pairs of bytes apart', () => {
    const pairs = Float32Array.from({ length: 2 ** 18 }, (_, i) =>
      // Pairs of the first two planes with each other, and of the others backwards.
      i < 2 ** 17 ? i & 255 : 255 - ((i >> 8) & 255),
    );
    const packed = packBytes(tf.tensor(pairs));
    expect(packed.unpack().dataSync()).toEqual(pairs);
  });
});

it('leaves its own tensors to nobody', () => {
  const before = tf.memory().numTensors;
  const packed = packBytes(tf.tensor([1, 2, 3]));
  packed.unpack().dispose();
  packed.numbers.dispose();
  // The tensor that was packed is the caller's.
  expect(tf.memory().numTensors).toBe(before + 1);
});

it('refuses bytes that were packed where numbers have more bits', () => {
  registerBackend(backend(true));
  const packed = packBytes(tf.tensor([1, 2, 3, 4]));
  registerBackend(backend(false));
  expect(() => packed.unpack()).toThrow('got 4 bytes in a number, expected 3 at most');
});
