import { Adam } from '@nadir/optim';
import * as tf from '@tensorflow/tfjs';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';

beforeAll(() => {
  // Without the hints of TensorFlow.js.
  tf.enableProdMode();
  return tf.setBackend('cpu');
});

const variable = (values: number[], name: string) => tf.variable(tf.tensor1d(values), true, name);
const valuesOf = (tensor: tf.Tensor | undefined) => [...(tensor as tf.Tensor).dataSync()];
const lossOf =
  (...variables: tf.Variable[]) =>
  () =>
    tf.addN(variables.map((one) => tf.sum(tf.square(one)))) as tf.Scalar;

describe('state of a model whose variables are in use', () => {
  const told = vi.spyOn(console, 'warn').mockImplementation(() => {});
  beforeEach(() => told.mockClear());
  afterAll(() => told.mockRestore());

  /** An optimizer that has loaded the state of a kernel and a bias. */
  const loaded = (model: string) => {
    const all = [variable([1, 2], `${model}/kernel`), variable([3], `${model}/bias`)];
    const own = new Adam(all);
    own.step(lossOf(...all));
    const open = new Adam();
    open.loadStateDict(own.stateDict());
    return { all, open };
  };
  const step = (optimizer: Adam, ...all: tf.Variable[]) =>
    optimizer.minimize(lossOf(...all), false, all);

  it('is not that of another one of its shapes, which begins anew and says so once', () => {
    const { all, open } = loaded('original');
    const [kernel, bias] = [variable([1, 2], 'renamed/kernel'), variable([3], 'renamed/bias')];
    step(open, kernel, bias);
    expect(told.mock.calls).toEqual([
      [
        'Adam.step: got state for "original/kernel" [2], "original/bias" [1], expected state for ' +
          '"renamed/kernel" [2], "renamed/bias" [1]. Load the state into the model it was saved from, or dispose of that model first: this one begins anew.',
      ],
    ]);
    step(open, kernel, bias);
    step(open, ...all);
    expect(told).toHaveBeenCalledTimes(1);
    // One optimizer of two models goes on with either.
    const steps = JSON.parse(open.stateDict().metadata?.optimizer as string).groups[0].parameters;
    expect(steps.map(({ name, t }: { name: string; t: number }) => [name, t])).toEqual([
      ['original/kernel', 2],
      ['original/bias', 2],
      ['renamed/kernel', 2],
      ['renamed/bias', 2],
    ]);
  });

  it('is that of the other one once the model is disposed of', () => {
    const { all, open } = loaded('gone');
    const { tensors } = open.stateDict();
    tf.dispose(all);
    const others = [variable([1, 2], 'instead/kernel'), variable([3], 'instead/bias')];
    open.applyGradients(Object.fromEntries(others.map((one) => [one.name, tf.zerosLike(one)])));
    // m ← 0.9 m at a gradient of 0.
    const [m] = valuesOf(open.stateDict().tensors['instead/bias/m']);
    expect(m).toBeCloseTo(0.9 * Number(valuesOf(tensors['gone/bias/m'])[0]), 6);
    expect(told).not.toHaveBeenCalled();
  });

  it('waits without a word while a new layer of another shape is trained', () => {
    const { open } = loaded('base');
    step(open, variable([1, 2, 3], 'head/kernel'));
    expect(told).not.toHaveBeenCalled();
  });
});
