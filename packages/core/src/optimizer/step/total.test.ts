import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { totalOf } from './total.js';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

describe('totalOf', () => {
  it.each([1, 2, 6, 7, 13, 36, 37, 100])('adds %i tensors, or takes their maximum', (count) => {
    tf.tidy(() => {
      const parts = Array.from({ length: count }, (_, i) => tf.scalar(i + 1));
      // 1 + 2 + … + n = n (n + 1) / 2
      expect([...totalOf(parts, 'sum').dataSync()]).toEqual([(count * (count + 1)) / 2]);
      expect([...totalOf(parts, 'max').dataSync()]).toEqual([count]);
      expect([...totalOf(parts.toReversed(), 'max').dataSync()]).toEqual([count]);
      for (const [i, part] of parts.entries()) expect([...part.dataSync()]).toEqual([i + 1]);
    });
  });
});
