import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { Adafactor } from './adafactor.js';

beforeAll(async () => {
  tf.enableProdMode();
  await tf.setBackend('cpu');
});

/** The weights after one step. */
function after(start: tf.Tensor, gradient: tf.Tensor, options: object = {}): number[] {
  const w = tf.variable(start);
  new Adafactor([w], options).applyGradients({ [w.name]: gradient });
  return [...w.dataSync()];
}

describe('Adafactor', () => {
  it('moves in proportion to the size of the parameter, at least by ε₂', () => {
    // At the first step V = g², so each element of U is ±1.
    const gradient = tf.tensor1d([5, -1e-3]);
    const move = (start: number) =>
      (after(tf.tensor1d([start, start]), gradient, { learningRate: 0.01 })[1] as number) - start;
    expect(move(10)).toBeCloseTo(0.1, 5);
    expect(move(0)).toBeCloseTo(1e-5, 9);
  });

  it('moves by 1 / √t at the most, however large γ is', () => {
    const w = tf.variable(tf.tensor1d([1]));
    const optimizer = new Adafactor([w], { learningRate: 100 });
    optimizer.applyGradients({ [w.name]: tf.tensor1d([-1]) });
    // α = RMS(θ) = 1, and then 2 / √2.
    expect(w.dataSync()[0]).toBeCloseTo(2, 5);
    optimizer.applyGradients({ [w.name]: tf.tensor1d([-1]) });
    expect(w.dataSync()[0]).toBeCloseTo(2 + Math.SQRT2, 5);
  });

  it('keeps n + m numbers of an n × m matrix, and one for each element of a vector', () => {
    const parameters = [
      ['matrix', tf.variable(tf.ones([30, 20]))],
      ['vector', tf.variable(tf.ones([7]))],
      ['kernel', tf.variable(tf.ones([3, 3, 8, 16]))],
    ] as [string, tf.Variable][];
    const optimizer = new Adafactor(parameters);
    optimizer.applyGradients(
      Object.fromEntries(parameters.map(([, { name, shape }]) => [name, tf.ones(shape)])),
    );
    const shapes = Object.entries(optimizer.stateDict().tensors).map(([key, { shape }]) => [
      key,
      shape,
    ]);
    expect(Object.fromEntries(shapes)).toEqual({
      'matrix/rows': [30, 1],
      'matrix/columns': [1, 20],
      'vector/variance': [7],
      'kernel/rows': [3, 3, 8, 1],
      'kernel/columns': [3, 3, 1, 16],
    });
  });

  it('stays finite where gradients are zero, whatever ε₁ is', () => {
    for (const epsilon1 of [2 ** -23, 1e-30]) {
      const zeros = { epsilon1, learningRate: 0.1 };
      expect(after(tf.tensor1d([1, 2]), tf.zeros([2]), zeros)).toEqual([1, 2]);
      expect(after(tf.ones([2, 2]), tf.zeros([2, 2]), zeros)).toEqual([1, 1, 1, 1]);
    }
  });
});
