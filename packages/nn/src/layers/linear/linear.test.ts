import { RandomStreams, seed } from '@nadir/core';
import * as tf from '@tensorflow/tfjs';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { fans } from '../../init/fans.js';
import type { Initial } from '../../init/initial.js';
import { kaimingNormal, kaimingUniform } from '../../init/kaiming.js';
import { xavierNormal, xavierUniform } from '../../init/xavier.js';
import { Linear, type LinearOptions } from './linear.js';

const numbers = (tensor: tf.Tensor) => [...tensor.dataSync()];

beforeAll(() => tf.setBackend('cpu'));
afterEach(() => seed(0));

describe('Linear', () => {
  const known = () => {
    const layer = new Linear(2, 3);
    layer.weight.assign(tf.tensor2d([[1, 2, 3], [4, 5, 6]])); // biome-ignore format: a matrix
    (layer.bias as tf.Variable).assign(tf.tensor1d([0.5, 0, -0.5]));
    return layer;
  };

  it('computes x W + b', () => {
    // [1, −1] W = [1 − 4, 2 − 5, 3 − 6] = [−3, −3, −3]; [0, 2] W = [8, 10, 12].
    const y = known().forward(tf.tensor2d([[1, -1], [0, 2]])); // biome-ignore format: a matrix
    expect(y.shape).toEqual([2, 3]);
    expect(numbers(y)).toEqual([-2.5, -3, -3.5, 8.5, 10, 11.5]);
  });

  it.each([[[2]], [[5, 2]], [[4, 3, 2]], [[2, 2, 3, 2]]])('takes an input of shape %j', (shape) => {
    const layer = known();
    const x = tf.range(0, tf.util.sizeFromShape(shape)).reshape(shape) as tf.Tensor;
    const y = layer.forward(x);
    expect(y.shape).toEqual([...shape.slice(0, -1), 3]);
    const rows = layer.forward(x.reshape([-1, 2]));
    expect(numbers(y)).toEqual(numbers(rows));
  });

  it('has the same gradients for rows in one axis or in two', () => {
    const layer = known();
    const gradients = (shape: number[]) => {
      const x = tf.range(0, 12).reshape(shape);
      const { grads } = tf.variableGrads(() => tf.sum(tf.square(layer.forward(x))));
      return layer.parameters().map(({ name }) => numbers(grads[name] as tf.Tensor));
    };
    const [weight, bias] = gradients([6, 2]) as [number[], number[]];
    expect(weight).toHaveLength(6);
    expect(bias).toHaveLength(3);
    expect(gradients([2, 3, 2])).toEqual([weight, bias]);
  });

  it('has a weight [in, out] and a bias [out], or none', () => {
    const named = (layer: Linear) =>
      [...layer.namedParameters()].map(([name, { shape }]) => [name, shape]);
    expect(named(new Linear(2, 3))).toEqual([
      ['weight', [2, 3]],
      ['bias', [3]],
    ]);
    expect(named(new Linear(2, 3, { bias: false }))).toEqual([['weight', [2, 3]]]);
  });

  it('starts in U(±1/√in), as torch.nn.Linear does', () => {
    const layer = new Linear(400, 50);
    for (const values of layer.parameters().map(numbers)) {
      // 1/√400 = 0.05, as float32. All n numbers are within (1 − q) of the bound with a chance
      // of (1 − q)ⁿ: for q = 0.3 and n = 50 that is 2e-8.
      expect(Math.max(...values.map(Math.abs))).toBeLessThanOrEqual(Math.fround(0.05));
      expect(Math.max(...values)).toBeGreaterThan(0.035);
      expect(Math.min(...values)).toBeLessThan(-0.035);
    }
    // Of 20 000 numbers the variance, 0.05²/3, varies by the factor √(4/5 / n).
    const variance = tf.moments(layer.weight).variance.dataSync()[0] as number;
    expect(Math.abs(variance / (0.05 ** 2 / 3) - 1)).toBeLessThan(5 * Math.sqrt(0.8 / 20_000));
  });

  it.each([
    // fanIn 100, fanOut 300: Kaiming with a = 0 has σ² = 2/100, with a = √5 1/300; Xavier 2/400.
    ['kaimingUniform()', kaimingUniform(), 0.02],
    ['kaimingNormal()', kaimingNormal(), 0.02],
    ['kaimingNormal(√5)', kaimingNormal(Math.sqrt(5)), 1 / 300],
    ['xavierUniform()', xavierUniform(), 0.005],
    ['xavierNormal()', xavierNormal(), 0.005],
  ] as [string, Initial, number][])('draws %s', (name, initial, expected) => {
    const { weight } = new Linear(100, 300, { initial });
    const { mean, variance } = tf.moments(weight);
    // n = 30 000; the variance varies by √(2/n) for a normal distribution, less for a uniform one.
    expect(Math.abs(mean.dataSync()[0] as number)).toBeLessThan(5 * Math.sqrt(expected / 30_000));
    const ratio = (variance.dataSync()[0] as number) / expected;
    expect(Math.abs(ratio - 1)).toBeLessThan(5 * Math.sqrt(2 / 30_000));
    const bound = Math.sqrt(3 * expected);
    const inside = Math.max(...numbers(weight).map(Math.abs)) <= Math.fround(bound);
    expect(inside).toBe(name.includes('Uniform'));
  });

  it('is the same for the same seed, and another for each layer', () => {
    const build = (random: RandomStreams) => [
      new Linear(3, 3, { random }),
      new Linear(3, 3, { random }),
    ];
    const values = (layers: Linear[]) => layers.flatMap((l) => l.parameters().map(numbers));
    const first = values(build(new RandomStreams(1)));
    expect(values(build(new RandomStreams(1)))).toEqual(first);
    expect(values(build(new RandomStreams(2)))).not.toEqual(first);
    expect(new Set(first.map(String)).size).toBe(4);
    seed(1);
    expect(values([new Linear(3, 3), new Linear(3, 3)])).toEqual(first);
  });

  it.each([true, false])('leaks nothing when built in tidy: %s', (inTidy) => {
    const before = tf.memory().numTensors;
    let layer = undefined as unknown as Linear;
    const build = () => {
      layer = new Linear(2, 3);
    };
    if (inTidy) tf.tidy(build);
    else build();
    expect(tf.memory().numTensors).toBe(before + 2);
    const x = tf.ones([2, 2, 2]);
    layer.forward(x).dispose();
    expect(tf.memory().numTensors).toBe(before + 3);
    x.dispose();
    layer.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  it('refuses what its documentation does not accept, and draws no stream then', () => {
    const random = new RandomStreams(0);
    for (const size of [0, -1, 1.5, Number.NaN, '2']) {
      expect(() => new Linear(size as number, 2, { random })).toThrow(/inFeatures: got/);
      expect(() => new Linear(2, size as number, { random })).toThrow(/outFeatures: got/);
    }
    const refused: [object, RegExp][] = [
      [{ bias: 1 }, /bias: got 1/],
      [{ initial: 'he' }, /initial: got "he"/],
      [{ units: 3 }, /option `units`/],
    ];
    for (const slope of [Number.NaN, -1]) {
      expect(() => kaimingUniform(slope)).toThrow(`kaimingUniform.negativeSlope: got ${slope}`);
      expect(() => kaimingNormal(slope)).toThrow(`kaimingNormal.negativeSlope: got ${slope}`);
    }
    for (const [options, message] of refused) {
      expect(() => new Linear(2, 2, { random, ...options } as LinearOptions)).toThrow(message);
    }
    expect(random.next().stream).toBe(0);
  });

  it('refuses inputs of another width', () => {
    expect(() => new Linear(2, 3).forward(tf.ones([2, 3]))).toThrow(
      'Linear.forward: got [2,3], expected [..., 2].',
    );
    expect(() => new Linear(2, 3).forward(tf.scalar(1))).toThrow(/got \[\]/);
  });
});

describe('fans', () => {
  it('are the sizes of a dense weight, times the window of a convolution', () => {
    expect(fans([5, 7])).toEqual({ fanIn: 5, fanOut: 7 });
    expect(fans([3, 3, 5, 7])).toEqual({ fanIn: 45, fanOut: 63 });
  });
});
