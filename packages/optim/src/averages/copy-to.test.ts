import * as tf from '@tensorflow/tfjs';
import { beforeAll, expect, it } from 'vitest';
import { WeightAverage } from './weight-average.js';

beforeAll(() => tf.setBackend('cpu'));

const model = (...values: number[][]): [string, tf.Variable][] =>
  values.map((one, i) => [`layers.${i}`, tf.variable(tf.tensor1d(one))]);
const valuesOf = (all: [string, tf.Variable][]) => all.map(([, one]) => [...one.dataSync()]);

it('averages are copied into another model, such as a target network', () => {
  const online = model([1, 2], [3]);
  const target = model([0, 0], [0]);
  const average = new WeightAverage(online, { kind: 'ema', decay: 0.5, start: 'first' });
  expect(() => average.copyTo(target)).toThrow('WeightAverage.copyTo: got no weights so far');
  average.update();
  online[0]?.[1].assign(tf.tensor1d([3, 4]));
  average.update();
  const { numTensors } = tf.memory();
  average.copyTo(target);
  expect(tf.memory().numTensors).toBe(numTensors);
  // Half of 1, 2 and half of 3, 4.
  expect(valuesOf(target)).toEqual([[2, 3], [3]]);
  expect(valuesOf(online)).toEqual([[3, 4], [3]]);
  // They are copies: what becomes of one is nothing to the other.
  average.update();
  expect(valuesOf(target)).toEqual([[2, 3], [3]]);

  average.copyTo(target.map(([, one]) => one).map((one, i) => [`other.${i}`, one] as const));
  expect(valuesOf(target)).toEqual([[2.5, 3.5], [3]]);
});

it('a model that is made otherwise is refused, and stays as it was', () => {
  const average = new WeightAverage(model([1, 2], [3]), { kind: 'swa' });
  average.update();
  for (const other of [model([0, 0]), model([0], [0]), model([0, 0], [0], [0])]) {
    const before = valuesOf(other);
    expect(() => average.copyTo(other)).toThrow(
      'expected "layers.0" [2], "layers.1" [1]. Pass a model that is made alike.',
    );
    expect(valuesOf(other)).toEqual(before);
  }
});
