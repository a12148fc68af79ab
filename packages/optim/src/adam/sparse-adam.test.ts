import { lookup } from '@nadir/core/internal';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { Adam } from './adam.js';
import { SparseAdam } from './sparse-adam.js';

beforeAll(async () => {
  tf.enableProdMode();
  await tf.setBackend('cpu');
});

const words = (...indices: number[]) => tf.tensor1d(indices, 'int32');

describe('SparseAdam', () => {
  it('keeps the means of rows for when they come again, and counts steps for all rows together', () => {
    const table = tf.variable(tf.zeros([2, 1]));
    const optimizer = new SparseAdam([table], {
      learningRate: 1,
      beta1: 0.5,
      beta2: 0,
      epsilon: 1e-30,
    });
    const give = (row: number, gradient: number) =>
      optimizer.applyGradients({
        [table.name]: { indices: words(row), values: tf.tensor2d([[gradient]]) },
      });
    give(0, 4);
    give(1, 3);
    give(0, 2);
    // Row 0: m = 2 / (1 − ½) over √16 at t = 1; then m = 2 at t = 3: 2 / (1 − ⅛) over √4.
    // Row 1: m = 1.5 at t = 2: 1.5 / (1 − ¼) over √9.
    const [first, second] = table.dataSync();
    expect(first).toBeCloseTo(-1 - 8 / 7, 6);
    expect(second).toBeCloseTo(-2 / 3, 6);
  });

  it('adds ε to the root before its bias is corrected, unlike Adam', () => {
    // √v = √0.75 · 4 at t = 1 and its correction √0.75 stands before it: γ √0.75 · 4 / (√0.75 · 4 + ε).
    const table = tf.variable(tf.zeros([1]));
    const options = { learningRate: 1, beta1: 0, beta2: 0.25, epsilon: 3 };
    const gradient = { [table.name]: tf.tensor1d([4]) };
    new SparseAdam([table], options).applyGradients(gradient);
    const root = Math.sqrt(0.75);
    expect(table.dataSync()[0]).toBeCloseTo((-root * 4) / (root * 4 + 3), 6);
    table.assign(tf.zeros([1]));
    new Adam([table], options).applyGradients(gradient);
    expect(table.dataSync()[0]).toBeCloseTo(-4 / (4 + 3), 6);
  });

  it('moves a row on whose gradient is zero, if the loss has looked it up', () => {
    const table = tf.variable(tf.ones([3, 2]));
    const optimizer = new SparseAdam([table], { learningRate: 0.1 });
    const loss =
      (...indices: number[]) =>
      () =>
        tf.sum(tf.relu(lookup(table, words(...indices)))) as tf.Scalar;
    optimizer.step(loss(0, 1)).dispose();
    const after = [...table.dataSync()];
    // Below zero relu has no gradient, but the mean of gradients still points on.
    table.assign(tf.tensor2d([-5, -5, after[2] as number, after[3] as number, 1, 1], [3, 2]));
    optimizer.step(loss(0)).dispose();
    const [a, b, ...rest] = table.dataSync();
    expect(a).toBeLessThan(-5);
    expect(b).toBe(a);
    expect(rest).toEqual([...after.slice(2, 4), 1, 1]);
  });

  it('moves the rows that a layer of TensorFlow.js has used', async () => {
    const model = tf.sequential({
      layers: [
        tf.layers.embedding({ inputDim: 5, outputDim: 2, inputLength: 2 }),
        tf.layers.flatten(),
        tf.layers.dense({ units: 1 }),
      ],
    });
    model.compile({ optimizer: new SparseAdam({ learningRate: 0.1 }), loss: 'meanSquaredError' });
    const rows = () => model.getWeights()[0]?.arraySync() as number[][];
    const before = rows();
    await model.fit(tf.tensor2d([[1, 3]]), tf.tensor2d([[7]]), { epochs: 2, verbose: 0 });
    const after = rows();
    for (const row of [0, 2, 4]) expect(after[row]).toEqual(before[row]);
    for (const row of [1, 3]) expect(after[row]).not.toEqual(before[row]);
  });
});
