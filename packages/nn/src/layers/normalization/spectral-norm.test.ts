import { RandomStreams } from '@nadir/core';
import { expectClose, goldenCases, WeightHolder } from '@nadir/testing';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { ReLU } from '../activations/relu.js';
import { Linear } from '../linear/linear.js';
import { SpectralNorm, type SpectralNormOptions } from './spectral-norm.js';

interface Case {
  readonly shape: number[];
  readonly values: number[];
  readonly dy: number[];
  readonly iterations: number;
  readonly u: number[];
  readonly v: number[];
  readonly calls: readonly {
    readonly training: boolean;
    readonly u: number[];
    readonly v: number[];
    readonly weight: number[];
    readonly gradient: number[];
  }[];
}

const random = () => new RandomStreams(7);
const linear = (inputs = 6, outputs = 4) => new Linear(inputs, outputs, { random: random() });
const normed = (options: SpectralNormOptions = {}) =>
  new SpectralNorm(linear(), { random: random(), ...options });

beforeAll(() => tf.setBackend('cpu'));

describe('SpectralNorm', () => {
  it.each(goldenCases<Case>('spectral-norm'))(
    'is that of PyTorch for $shape with $iterations iterations',
    ({ shape, values, dy, iterations, u, v, calls }) => {
      const holder = new WeightHolder(values, shape);
      const layer = new SpectralNorm(holder, { iterations });
      layer.u.assign(tf.tensor1d(u));
      layer.v.assign(tf.tensor1d(v));
      for (const call of calls) {
        layer.train(call.training);
        const loss = () => tf.sum<tf.Scalar>(tf.mul(layer.forward(), tf.tensor(dy, shape)));
        const { grads } = tf.variableGrads(loss);
        expectClose(layer.u.dataSync(), call.u, 1e-5, 'u');
        expectClose(layer.v.dataSync(), call.v, 1e-5, 'v');
        expectClose(layer.weight().dataSync(), call.weight, 1e-5, 'weight');
        const gradient = (grads[holder.weight.name] as tf.Tensor).dataSync();
        expectClose(gradient, call.gradient, 1e-5, 'gradient');
      }
    },
  );

  it('divides by the greatest singular value', () => {
    // W = diag(3, 2, 1) with rows of zeros: its singular values stand on the diagonal.
    const weight = tf.concat([tf.diag(tf.tensor1d([3, 2, 1])), tf.zeros([2, 3])]);
    const layer = new SpectralNorm(new WeightHolder([...weight.dataSync()], [5, 3]), {
      random: random(),
    });
    for (let i = 0; i < 30; i++) layer.forward().dispose();
    expectClose(layer.weight().dataSync(), tf.div(weight, 3).dataSync(), 1e-5);
  });

  it('is near the greatest singular value from the start', () => {
    // After 15 steps the share of the second one has fallen by (2/3)³⁰.
    const values = [...tf.diag(tf.tensor1d([3, 2, 1])).dataSync()];
    const layer = new SpectralNorm(new WeightHolder(values, [3, 3]), { random: random() });
    expect(layer.weight().dataSync()[0]).toBeCloseTo(1, 4);
  });

  it('leaves its vectors as they are in evaluation, and moves them in training', () => {
    const layer = normed();
    // Far from the singular vectors, so that a step shows.
    layer.u.assign(tf.tensor1d([1, 0, 0, 0]));
    layer.v.assign(tf.tensor1d([1, 0, 0, 0, 0, 0]));
    layer.eval().forward(tf.ones([2, 6]));
    expect([...layer.u.dataSync()]).toEqual([1, 0, 0, 0]);
    expect([...layer.v.dataSync()]).toEqual([1, 0, 0, 0, 0, 0]);
    layer.train().forward(tf.ones([2, 6]));
    expect([...layer.u.dataSync()]).not.toEqual([1, 0, 0, 0]);
  });

  it('keeps the gradients of two calls apart, as where a critic sees true and false examples', () => {
    const layer = normed();
    const { weight } = layer.module as Linear;
    layer.u.assign(tf.tensor1d([1, 0, 0, 0]));
    layer.v.assign(tf.tensor1d([1, 0, 0, 0, 0, 0]));
    const start = layer.stateDict();
    const gradient = (...factors: number[]) => {
      layer.loadStateDict(start);
      const loss = () =>
        tf.addN(factors.map((x) => tf.sum(layer.forward(tf.fill([1, 6], x))))) as tf.Scalar;
      return (tf.variableGrads(loss, [weight]).grads[weight.name] as tf.Tensor).dataSync();
    };
    // The gradient of the sum is the sum of the gradients. A call with zeros has none, but iterates.
    const first = gradient(3, 0);
    const second = gradient(0, -2);
    expectClose(
      gradient(3, -2),
      Array.from(first, (x, i) => x + (second[i] as number)),
      1e-5,
    );
  });

  it('trains the weight of the module, and saves its vectors', () => {
    const layer = normed();
    expect([...layer.namedParameters().keys()]).toEqual(['module.weight', 'module.bias']);
    expect([...layer.namedBuffers().keys()]).toEqual(['u', 'v']);
    expect(layer.u.shape).toEqual([4]);
    expect(layer.v.shape).toEqual([6]);
    const [going, resumed] = [normed(), normed({ random: new RandomStreams(8) })];
    going.forward(tf.ones([1, 6]));
    resumed.loadStateDict(going.stateDict());
    const [one, other] = [going, resumed].map((each) => each.forward(tf.ones([1, 6])).dataSync());
    expect(one).toEqual(other);
  });

  it('has no direction to normalize in a weight of zeros, so gives NaN, as PyTorch does', () => {
    const layer = new SpectralNorm(new WeightHolder([0, 0, 0, 0], [2, 2]), { random: random() });
    expect([...layer.u.dataSync(), ...layer.v.dataSync()]).toEqual([0, 0, 0, 0]);
    expect([...layer.weight().dataSync()]).toEqual(new Array(4).fill(Number.NaN));
  });

  it('leaves one tensor behind a call, and none behind a gradient', () => {
    const layer = normed();
    const x = tf.ones([2, 6]);
    const before = tf.memory().numTensors;
    layer.forward(x).dispose();
    layer.weight().dispose();
    const { value, grads } = tf.variableGrads(() => tf.sum<tf.Scalar>(layer.forward(x)));
    tf.dispose([value, grads]);
    expect(tf.memory().numTensors).toBe(before);
    const made = normed();
    made.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  it('refuses a module without a weight of two axes, and options out of range', () => {
    expect(() => new SpectralNorm(new ReLU() as never)).toThrow('SpectralNorm.module: got');
    expect(() => new SpectralNorm(new WeightHolder([1, 2], [2]))).toThrow(
      'SpectralNorm.module: got one with a weight [2], expected a Module with a variable `weight` of ' +
        'two axes or more, such as a Linear.',
    );
    expect(() => normed({ iterations: 0 })).toThrow('SpectralNorm.iterations: got 0');
    expect(() => normed({ epsilon: 0 })).toThrow('SpectralNorm.epsilon: got 0');
    expect(() => normed({ eps: 1e-12 } as never)).toThrow('Write `epsilon` for `eps`.');
  });
});
