import { RandomStreams } from '@nadir/core';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { ReLU } from '../activations/relu.js';
import { Linear } from '../linear/linear.js';
import { DropConnect } from './drop-connect.js';

const make = (p?: number, inputs = 6, outputs = 4) => {
  const random = new RandomStreams(7);
  return new DropConnect(new Linear(inputs, outputs, { random }), p, { random });
};

/** The weight that a call computed with: rows of the identity give its rows, plus the bias. */
const weightOf = (layer: DropConnect<[tf.Tensor]>) => {
  const { weight, bias } = layer.module as Linear;
  return tf.tidy(() => tf.sub(layer.forward(tf.eye(weight.shape[0] as number)), bias as tf.Tensor));
};

beforeAll(() => tf.setBackend('cpu'));

describe('DropConnect', () => {
  it('drops the share p of the weights, within five standard deviations, and scales the others', () => {
    const [p, n] = [0.2, 100 * 100];
    const layer = make(p, 100, 100);
    const { weight, bias } = layer.module as Linear;
    weight.assign(tf.ones([100, 100]));
    (bias as tf.Variable).assign(tf.zeros([100]));
    const found = [...weightOf(layer).dataSync()];
    expect(new Set(found)).toEqual(new Set([0, Math.fround(1 / (1 - p))]));
    const dropped = found.filter((value) => value === 0).length;
    expect(Math.abs(dropped - n * p)).toBeLessThan(5 * Math.sqrt(n * p * (1 - p)));
  });

  it('has one mask for all examples, and another at each call', () => {
    const layer = make(0.5);
    const [first, second] = layer.forward(tf.ones([2, 6])).arraySync() as [number[], number[]];
    expect(first).toEqual(second);
    expect(layer.forward(tf.ones([1, 6])).dataSync()).not.toEqual(Float32Array.from(first));
  });

  it('leaves weight and bias as they are', () => {
    const layer = make(0.5);
    const { weight, bias } = layer.module as Linear;
    const before = [weight, bias as tf.Variable].map((one) => [...one.dataSync()]);
    layer.forward(tf.ones([2, 6]));
    expect([weight, bias as tf.Variable].map((one) => [...one.dataSync()])).toEqual(before);
    expect((layer.module as Linear).weight).toBe(weight);
  });

  it('has the gradient of the weight where it is kept, times the scale, and 0 elsewhere', () => {
    const [drawn, layer] = [make(0.5), make(0.5)];
    const { weight } = layer.module as Linear;
    const dropped = [...weightOf(drawn).dataSync()].map((value) => value === 0);
    // The sum of all outputs for one example of ones: each weight counts once.
    const { grads } = tf.variableGrads(() => tf.sum(layer.forward(tf.ones([1, 6]))), [weight]);
    const gradient = [...(grads[weight.name] as tf.Tensor).dataSync()];
    expect(gradient).toEqual(dropped.map((isDropped) => (isDropped ? 0 : 2)));
    expect(new Set(dropped).size).toBe(2);
  });

  it.each([
    ['in evaluation', () => make(0.5).eval() as ReturnType<typeof make>],
    ['for p = 0', () => make(0)],
  ])('computes as the module alone %s, and draws nothing', (_, made) => {
    const layer = made();
    const x = tf.randomNormal([3, 6], 0, 1, 'float32', 1);
    expect(layer.forward(x).dataSync()).toEqual(layer.module.forward(x).dataSync());
    expect(layer.step.value).toBe(0);
  });

  it('computes with zeros for p = 1', () => {
    const layer = make(1);
    const y = layer.forward(tf.ones([1, 6])).dataSync();
    expect(y).toEqual(((layer.module as Linear).bias as tf.Variable).dataSync());
  });

  it('goes on with the masks it would have drawn after it was saved', () => {
    const [going, resumed] = [make(0.5), make(0.5)];
    going.forward(tf.ones([1, 6]));
    resumed.loadStateDict(going.stateDict());
    const [one, other] = [going, resumed].map((layer) => layer.forward(tf.ones([1, 6])).dataSync());
    expect(one).toEqual(other);
    expect(Object.keys(going.stateDict())).toEqual([
      'key',
      'stream',
      'step',
      'module.weight',
      'module.bias',
    ]);
  });

  it('gives the weight back and draws nothing when the module throws', () => {
    const layer = make(0.5);
    const { weight } = layer.module as Linear;
    const before = tf.memory().numTensors;
    const x = tf.ones([1, 5]);
    expect(() => layer.forward(x)).toThrow('Linear.forward: got [1,5]');
    x.dispose();
    expect((layer.module as Linear).weight).toBe(weight);
    expect(layer.step.value).toBe(0);
    expect(tf.memory().numTensors).toBe(before);
  });

  it('refuses a module without a weight, and p outside of [0, 1]', () => {
    expect(() => new DropConnect(new ReLU() as never)).toThrow('DropConnect.module: got');
    expect(() => new DropConnect({} as never)).toThrow('DropConnect.module: got');
    expect(() => make(1.1)).toThrow('DropConnect.p: got 1.1, expected a number in [0, 1].');
    expect(() => make(Number.NaN)).toThrow('DropConnect.p: got NaN');
    expect(make().p).toBe(0.5);
  });
});
