import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { touchedRows } from './touched-rows.js';

beforeAll(async () => {
  tf.enableProdMode();
  await tf.setBackend('cpu');
});

describe('touchedRows', () => {
  it.each([
    // A row with a gradient in its last element, one without, one that is named, one with NaN.
    [
      [4, 2],
      [0, 5, 0, 0, 0, 0, Number.NaN, 0],
      [0, 0, 2, 0],
      [1, 1, 0, 0, 1, 1, 1, 1],
    ],
    [
      [2, 1, 2],
      [0, 0, -1e-30, 0],
      [0, 0],
      [0, 0, 1, 1],
    ],
    [[3], [0, 2, -0], [0, 0, 1], [0, 1, 1]],
    [[], [0], [0], [0]],
    [[], [3], [0], [1]],
    [[], [0], [1], [1]],
    [[0, 3], [], [], []],
    [[2, 0], [], [1, 0], []],
  ])(
    'tells the rows of %j with the gradient %j, of which %j are named',
    (shape, gradient, named, expected) => {
      const grad = tf.tensor(gradient, shape, 'float32');
      const { touched } = touchedRows.run([grad, tf.tensor1d(named, 'float32')]);
      expect(touched.shape).toEqual(shape);
      expect([...touched.dataSync()]).toEqual(expected);
      const array = { shape, values: Float64Array.from(gradient) };
      const count = { shape: [named.length], values: Float64Array.from(named) };
      const interpreted = touchedRows.interpret([array, count]).touched;
      expect(interpreted.shape).toEqual(shape);
      expect([...interpreted.values]).toEqual(expected);
    },
  );
});
