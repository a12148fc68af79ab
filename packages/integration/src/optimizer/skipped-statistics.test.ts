import { BatchNorm, Linear, meanSquaredError, Sequential } from '@nadir/nn';
import { LossScaler, SGD, skipStep, throwError } from '@nadir/optim';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';

beforeAll(() => tf.setBackend('cpu'));

const good = () =>
  tf.tensor2d([
    [1, 2],
    [3, 5],
    [-1, 0],
  ]);
const bad = () =>
  tf.tensor2d([
    [1, Number.NaN],
    [3, 5],
    [-1, 0],
  ]);
const targets = () => tf.tensor2d([[1], [0], [2]]);

const start = () => {
  const model = new Sequential(new Linear(2, 3), new BatchNorm(3), new Linear(3, 1));
  const state = () =>
    Object.entries(model.stateDict()).map(([name, one]) => [name, [...one.dataSync()]]);
  const loss = (x: tf.Tensor) => () => meanSquaredError(model.forward(x), targets());
  return { model, state, loss };
};

describe('running statistics', () => {
  it('are what they were after a step that was skipped, and go on from there', () => {
    const { model, state, loss } = start();
    const optimizer = new SGD(model, { learningRate: 0.1, nonFinite: skipStep });
    optimizer.step(loss(good())).dispose();
    const before = state();
    const { numTensors } = tf.memory();
    optimizer.step(loss(bad())).dispose();
    expect(tf.memory().numTensors - numTensors).toBeLessThanOrEqual(2);
    expect(state()).toEqual(before);
    optimizer.step(loss(good())).dispose();
    expect(state()).not.toEqual(before);
    const values = Object.values(model.stateDict()).flatMap((one) => [...one.dataSync()]);
    expect(values.every(Number.isFinite)).toBe(true);
  });

  it('are what they were where the error is told, and where a factor makes the loss overflow', () => {
    for (const options of [{ nonFinite: throwError }, { lossScaler: new LossScaler() }]) {
      const { model, state, loss } = start();
      const optimizer = new SGD(model, { learningRate: 0.1, ...options });
      const before = state();
      try {
        optimizer.step(loss(bad())).dispose();
      } catch (error) {
        expect((error as Error).message).toContain('SGD.step: got');
      }
      expect(state()).toEqual(before);
    }
  });

  it('stay changed where nobody asked what becomes of NaN', () => {
    const { model, state, loss } = start();
    const optimizer = new SGD(model, { learningRate: 0.1 });
    const before = state();
    optimizer.step(loss(good())).dispose();
    expect(state()).not.toEqual(before);
  });
});
