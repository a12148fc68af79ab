import { decodeSafetensors, encodeSafetensors } from '@nadir/core/safetensors';
import { Adam, SGD } from '@nadir/optim';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';

beforeAll(() => tf.setBackend('cpu'));

const variable = (values: number[], name?: string) => tf.variable(tf.tensor1d(values), true, name);
const valuesOf = (tensor: tf.Tensor | undefined) => [...(tensor as tf.Tensor).dataSync()];
const lossOf =
  (...variables: tf.Variable[]) =>
  () =>
    tf.addN(variables.map((one) => tf.sum(tf.square(one)))) as tf.Scalar;

describe('options that change what is kept between a step and saving', () => {
  it.each([
    ['switch momentum on', 0, 0.9],
    ['switch momentum off', 0.9, 0],
  ])('%s: the state loads, and goes on as without saving', async (_, before, momentum) => {
    const [w, v] = [variable([1, 2], `${momentum}/w`), variable([1, 2], `${momentum}/v`)];
    const own = new SGD([['w', w]], { learningRate: 0.1, momentum: before });
    own.step(lossOf(w));
    own.setOptions({ momentum });
    const { tensors, metadata } = own.stateDict();
    const bytes = await encodeSafetensors(tensors, metadata);
    v.assign(w as tf.Tensor1D);
    const resumed = new SGD([['w', v]], { learningRate: 0.1, momentum });
    resumed.loadStateDict(decodeSafetensors(bytes));
    const beside = new SGD([['w', v]], { learningRate: 0.1, momentum });
    await beside.setWeights(await own.getWeights());
    expect(beside.stateDict().metadata).toEqual(resumed.stateDict().metadata);
    for (let k = 0; k < 3; k++) {
      own.step(lossOf(w));
      resumed.step(lossOf(v));
    }
    expect(valuesOf(v)).toEqual(valuesOf(w));
  });
});

it('an optimizer that was disposed of takes no step, and nothing has changed', () => {
  const w = variable([1, 2], 'disposed/w');
  const optimizer = new Adam([w]);
  optimizer.step(lossOf(w));
  const before = valuesOf(w);
  optimizer.dispose();
  optimizer.dispose();
  const { numTensors } = tf.memory();
  const ways = [
    () => optimizer.step(lossOf(w)),
    () => optimizer.minimize(lossOf(w)),
    () => optimizer.computeGradients(lossOf(w)),
    () => optimizer.applyGradients({ 'disposed/w': w }),
    () => optimizer.flush(),
  ];
  for (const way of ways) {
    expect(way).toThrow('Adam.step: got a disposed optimizer, expected one in use.');
  }
  expect(valuesOf(w)).toEqual(before);
  expect(optimizer.iterations).toBe(1);
  expect(tf.memory().numTensors).toBe(numTensors);
});
