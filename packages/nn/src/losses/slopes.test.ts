// Penalties on the slope of a function, whose gradients are second derivatives.
import { expectClose, goldenCases } from '@nadir/testing';
import * as tf from '@tensorflow/tfjs';
import { elu, exp, logSoftmax, sigmoid, softmax, tanh } from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { gradientPenalty } from './gradient-penalty.js';
import { r1Penalty } from './r1-penalty.js';

interface Case {
  readonly name: 'gradientPenalty' | 'r1Penalty';
  readonly x: number[];
  readonly a: number[];
  readonly b: number[];
  readonly penalty: number;
  readonly gradients: number[][];
}

const penalties = {
  gradientPenalty,
  r1Penalty: (f: (x: tf.Tensor) => tf.Tensor, x: tf.Tensor) => r1Penalty(f, x, 3),
};

beforeAll(() => tf.setBackend('cpu'));

describe.each(goldenCases<Case>('slopes'))('$name', ({ name, x, a, b, penalty, gradients }) => {
  const inputs = () => tf.tensor2d(x, [5, 3]);

  it('is that of PyTorch, and so are the gradients for the weights', () => {
    const weights = [tf.variable(tf.tensor2d(a, [3, 4])), tf.variable(tf.tensor2d(b, [4, 1]))];
    const [first, second] = weights as [tf.Variable<tf.Rank.R2>, tf.Variable<tf.Rank.R2>];
    const network = (x: tf.Tensor) =>
      tf.matMul(tf.softplus(tf.matMul(x as tf.Tensor2D, first)), second);
    const points = inputs();
    const before = tf.memory().numTensors;
    const { value, grads } = tf.variableGrads(() => penalties[name](network, points), weights);
    expect(value.shape).toEqual([]);
    expectClose(value.dataSync(), [penalty], 1e-5);
    weights.forEach((weight, i) => {
      const given = (grads[weight.name] as tf.Tensor).dataSync();
      expectClose(given, gradients[i] as number[], 1e-5);
    });
    tf.dispose([value, grads]);
    expect(tf.memory().numTensors).toBe(before);
  });

  it('takes examples of any shape', () => {
    const line = (x: tf.Tensor) => tf.mul(x, [3, 4, 0]);
    const [flat, images] = [inputs(), inputs().reshape([5, 1, 1, 3])];
    const [one, other] = [flat, images].map((x) => penalties[name](line, x).dataSync()[0]);
    // The slope is 5 everywhere: (5 − 1)², and 3/2 · 25.
    expect(one).toBeCloseTo(name === 'gradientPenalty' ? 16 : 37.5, 4);
    expect(other).toBe(one);
  });

  it('has a finite gradient where the slope is 0', () => {
    const w = tf.variable(tf.tensor1d([0, 0, 0]));
    const { grads } = tf.variableGrads(() => penalties[name]((x) => tf.mul(x, w), inputs()), [w]);
    expect([...(grads[w.name] as tf.Tensor).dataSync()]).toEqual([0, 0, 0]);
  });

  it.each(Object.entries({ tanh, sigmoid, exp, elu, softmax, logSoftmax }))(
    'does not give a wrong gradient for %s',
    (op, activation) => {
      const w = tf.variable(tf.ones([1, 3]));
      const network = (x: tf.Tensor) => activation(tf.mul(x, w) as tf.Tensor2D);
      const penalty = () => penalties[name](network, inputs());
      expect(() => tf.variableGrads(penalty, [w])).toThrow(
        new RegExp(`^${name}: got a function with the op ${op}, expected ops`, 'i'),
      );
      // What it is can be told.
      expect(Number.isFinite(penalty().dataSync()[0])).toBe(true);
    },
  );

  it('refuses what is no batch of float32', () => {
    const same = (x: tf.Tensor) => x;
    expect(() => penalties[name](same, tf.scalar(1))).toThrow(`${name}: got inputs float32 []`);
    expect(() => penalties[name](same, tf.ones([2, 3], 'int32'))).toThrow('got inputs int32 [2,3]');
    expect(() => penalties[name](same, undefined as never)).toThrow('got inputs undefined');
  });
});

it('r1Penalty refuses a bad strength', () => {
  expect(() => r1Penalty((x) => x, tf.ones([1, 1]), -1)).toThrow('r1Penalty.gamma: got -1');
});
