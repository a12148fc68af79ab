import { TensorError } from '@nadir/core';
import { lookup } from '@nadir/core/internal';
import { AdamW, LBFGS, microBatches, SGD, SparseAdam, sam } from '@nadir/optim';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, beforeEach, expect, test } from 'vitest';

beforeAll(() => tf.setBackend('cpu'));

let w: tf.Variable;
beforeEach(() => {
  w = tf.variable(tf.tensor1d([1, 2]));
});

/** A loss that fails after operations whose inputs TensorFlow.js keeps for gradients. */
const failing = (): tf.Scalar => {
  tf.sum(tf.mul(tf.square(w), tf.exp(w)));
  throw new RangeError('in the loss');
};

const unconnected = (): tf.Scalar => tf.scalar(1);

const optimizers: Record<string, () => { minimize(loss: () => tf.Scalar): void }> = {
  plain: () => new AdamW([w]),
  open: () => new AdamW(),
  'with accumulation': () => new AdamW([w], { accumulate: microBatches(2) }),
  'with sharpness': () => new AdamW([w], { sharpnessAware: sam({ rho: 0.1 }) }),
};

test.each(Object.entries(optimizers))('a loss that throws leaves nothing behind: %s', (_, make) => {
  const optimizer = make();
  const before = tf.memory().numTensors;
  for (let i = 0; i < 3; i++) {
    expect(() => optimizer.minimize(failing)).toThrow('in the loss');
  }
  expect(tf.memory().numTensors).toBe(before);
  expect([...w.dataSync()]).toEqual([1, 2]);
});

test('a loss without gradient leaves nothing behind', () => {
  const optimizer = new SGD([w]);
  const before = tf.memory().numTensors;
  expect(() => optimizer.step(unconnected)).toThrow('connection');
  expect(tf.memory().numTensors).toBe(before);
});

test('a second loss near by that throws leaves nothing behind, and the parameters as they were', () => {
  const optimizer = new AdamW([w], { sharpnessAware: sam({ rho: 0.1 }) });
  const before = tf.memory().numTensors;
  let calls = 0;
  const loss = () => (++calls === 2 ? failing() : (tf.sum(tf.square(w)) as tf.Scalar));
  expect(() => optimizer.step(loss)).toThrow('in the loss');
  expect(tf.memory().numTensors).toBe(before);
  expect([...w.dataSync()]).toEqual([1, 2]);
});

test('steps after a loss that threw are those of an optimizer that saw none', () => {
  const loss = () => tf.sum(tf.square(w)) as tf.Scalar;
  const losses = (optimizer: AdamW) =>
    [1, 2, 3].map(() => optimizer.step(loss).dataSync()[0] as number);
  const expected = losses(new AdamW([w], { learningRate: 0.1 }));
  w.assign(tf.tensor1d([1, 2]));
  const optimizer = new AdamW([w], { learningRate: 0.1 });
  expect(() => optimizer.step(failing)).toThrow('in the loss');
  expect(losses(optimizer)).toEqual(expected);
});

test('L-BFGS leaves nothing behind either', async () => {
  const optimizer = new LBFGS([w]);
  const before = tf.memory().numTensors;
  await expect(optimizer.step(failing)).rejects.toThrow('in the loss');
  await expect(optimizer.step(unconnected)).rejects.toThrow(TensorError);
  expect(tf.memory().numTensors).toBe(before);
});

test('gradients that are computed around a loss that throws are not disturbed', () => {
  const optimizer = new SGD([w]);
  const { value, grads } = tf.variableGrads(() => {
    const squares = tf.square(w);
    expect(() => optimizer.minimize(failing)).toThrow('in the loss');
    return tf.sum(squares) as tf.Scalar;
  }, [w]);
  expect(value.dataSync()[0]).toBe(5);
  expect([...(grads[w.name] as tf.Tensor).dataSync()]).toEqual([2, 4]);
});

test('a step of SparseAdam within the loss of another is as one before it', () => {
  const table = tf.variable(tf.ones([4, 2]));
  const row = (i: number) => tf.sum(lookup(table, tf.tensor1d([i], 'int32'))) as tf.Scalar;
  const after = (take: (optimizer: SparseAdam) => void): number[] => {
    table.assign(tf.ones([4, 2]));
    take(new SparseAdam([table], { learningRate: 0.5 }));
    return [...table.dataSync()];
  };
  const expected = after((optimizer) => {
    optimizer.step(() => row(0));
    optimizer.step(() => row(2));
  });
  const nested = after((optimizer) => {
    optimizer.step(() => {
      optimizer.step(() => row(0));
      return row(2);
    });
  });
  expect(expected[0]).toBeCloseTo(0.5, 6);
  expect(nested).toEqual(expected);
});
