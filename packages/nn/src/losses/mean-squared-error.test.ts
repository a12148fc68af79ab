import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { meanSquaredError } from './mean-squared-error.js';

const a = () => tf.tensor2d([1, 2, 3, 4], [2, 2]);
const b = () => tf.tensor2d([0, 2.5, -1, 4], [2, 2]);

beforeAll(() => tf.setBackend('cpu'));

describe('meanSquaredError', () => {
  it('is the mean of squared differences over all elements', () => {
    // (1² + 0.5² + 4² + 0²) / 4
    const loss = meanSquaredError(a(), b());
    expect(loss.shape).toEqual([]);
    expect(loss.dataSync()[0]).toBe(4.3125);
  });

  it('has the gradient 2 (a − b) / n, and the opposite for the targets', () => {
    const gradients = tf.grads((a, b) => meanSquaredError(a, b))([a(), b()]);
    expect(gradients.map((g) => [...g.dataSync()])).toEqual([
      [0.5, -0.25, 2, 0],
      [-0.5, 0.25, -2, -0],
    ]);
  });

  it('has the second gradient 2 / n', () => {
    const first = tf.grad((a) => meanSquaredError(a, b()));
    const second = tf.grad((a) => tf.sum(first(a)))(a());
    expect([...second.dataSync()]).toEqual([0.5, 0.5, 0.5, 0.5]);
  });

  it('takes any rank', () => {
    expect(meanSquaredError(tf.scalar(3), tf.scalar(1)).dataSync()[0]).toBe(4);
    expect(meanSquaredError(tf.ones([2, 1, 3]), tf.zeros([2, 1, 3])).dataSync()[0]).toBe(1);
  });

  it('leaves one tensor behind, and none behind a gradient', () => {
    const w = tf.variable(a());
    const targets = b();
    const before = tf.memory().numTensors;
    const loss = meanSquaredError(w, targets);
    expect(tf.memory().numTensors).toBe(before + 1);
    loss.dispose();
    const { value, grads } = tf.variableGrads(() => meanSquaredError(w, targets), [w]);
    tf.dispose([value, grads]);
    expect(tf.memory().numTensors).toBe(before);
  });

  it('computes three arrays of that size, and the mean of squaredDifference six', async () => {
    const w = tf.variable(a());
    const targets = b();
    const count = async (loss: () => tf.Tensor) => {
      const { kernels } = await tf.profile(
        () => tf.variableGrads(() => loss() as tf.Scalar, [w]).value,
      );
      // A clone or reshaped tensor shares its values.
      const computed = kernels.filter(({ name }) => !['Identity', 'Reshape'].includes(name));
      return computed.filter(({ outputShapes }) => String(outputShapes) === '2,2').length;
    };
    expect(await count(() => meanSquaredError(w, targets))).toBe(3);
    expect(await count(() => tf.mean(tf.squaredDifference(w, targets)))).toBe(6);
  });

  it('refuses shapes that differ, where broadcasting would hide it, and empty ones', () => {
    expect(() => meanSquaredError(tf.ones([8]), tf.ones([8, 1]))).toThrow(
      'meanSquaredError: got predictions [8] and targets [8,1], expected equal shapes with at ' +
        'least one element.',
    );
    expect(() => meanSquaredError(tf.ones([2, 1]), tf.ones([2, 2]))).toThrow(/\[2,1\]/);
    expect(() => meanSquaredError(tf.ones([0]), tf.ones([0]))).toThrow(/at least one element/);
  });

  it('refuses other dtypes', () => {
    expect(() => meanSquaredError(a(), tf.ones([2, 2], 'int32'))).toThrow(
      "got int32 targets, expected float32. Pass `cast(targets, 'float32')`.",
    );
    expect(() => meanSquaredError(tf.ones([2, 2], 'bool'), b())).toThrow(/got bool predictions/);
  });
});
