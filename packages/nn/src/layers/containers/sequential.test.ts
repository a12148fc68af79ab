import { Module } from '@nadir/core';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { crossEntropy } from '../../losses/cross-entropy.js';
import { ReLU } from '../activations/relu.js';
import { Tanh } from '../activations/tanh.js';
import { Dropout } from '../dropout/dropout.js';
import { Linear } from '../linear/linear.js';
import { Sequential } from './sequential.js';

const expectClose = (got: tf.Tensor, expected: number[]) => {
  const values = [...got.dataSync()];
  expect(values).toHaveLength(expected.length);
  values.forEach((value, i) => {
    expect(Math.abs(value - (expected[i] as number)), `element ${i}`).toBeLessThan(1e-6);
  });
};

beforeAll(() => tf.setBackend('cpu'));

describe('Sequential', () => {
  it('names its modules by their place', () => {
    const model = new Sequential(new Linear(2, 3), new Tanh(), new Sequential(new Linear(3, 1)));
    expect([...model.namedParameters().keys()]).toEqual([
      '0.weight',
      '0.bias',
      '2.0.weight',
      '2.0.bias',
    ]);
    expect(Object.keys(model.stateDict())).toHaveLength(4);
  });

  it('can be indexed, measured and iterated', () => {
    const layers = [new Linear(2, 3), new ReLU(), new Linear(3, 1)];
    const model = new Sequential(...layers);
    expect(model.length).toBe(3);
    expect([...model]).toEqual(layers);
    expect(model[1]).toBe(layers[1]);
    expect(model[3]).toBeUndefined();
    expect(model.children()).toEqual(layers);
  });

  it('gives its input as a new tensor when it is empty', () => {
    const x = tf.tensor1d([1, 2]);
    const y = new Sequential().forward(x);
    expect([...y.dataSync()]).toEqual([1, 2]);
    y.dispose();
    expect(x.isDisposed).toBe(false);
  });

  it('leaves only its result behind, and not the results between', () => {
    const model = new Sequential(new Linear(2, 3), new Dropout(), new ReLU(), new Linear(3, 1));
    const x = tf.ones([4, 2]);
    const before = tf.memory().numTensors;
    const y = model.forward(x);
    expect(y.shape).toEqual([4, 1]);
    expect(tf.memory().numTensors).toBe(before + 1);
  });

  it('also takes modules of the user, and refuses anything else', () => {
    class Double extends Module {
      forward(x: tf.Tensor): tf.Tensor {
        return tf.mul(x, 2);
      }
    }
    const y = new Sequential(new Double(), new Double()).forward(tf.scalar(3));
    expect(y.dataSync()[0]).toBe(12);
    expect(() => new Sequential(new ReLU(), tf.relu as never)).toThrow(
      'Sequential.1: got a function, expected a Module.',
    );
  });

  it('has the values and gradients of the same model in PyTorch', () => {
    const model = new Sequential(new Linear(2, 3), new Tanh(), new Linear(3, 2));
    model.loadStateDict({
      '0.weight': tf.tensor2d([0.1, -0.2, 0.3, 0.4, 0.5, -0.6], [2, 3]),
      '0.bias': tf.tensor1d([0.01, -0.02, 0.03]),
      '2.weight': tf.tensor2d([0.7, -0.8, 0.9, 1, -1.1, 1.2], [3, 2]),
      '2.bias': tf.tensor1d([0.05, -0.06]),
    });
    const x = tf.tensor2d([1, 2, -1.5, 0.5], [2, 2]);
    const labels = tf.tensor1d([1, 0], 'int32');
    // torch 2.13.0 in float64; the gradients of weights are transposed.
    expectClose(
      model.forward(x),
      [1.9137401572516246, -0.825848054425345, 1.2073928871800066, -0.3628525556704213],
    );
    const { value, grads } = tf.variableGrads(() => crossEntropy(model.forward(x), labels));
    expectClose(value, [1.495572858564938]);
    const expected = [
      [
        0.5311422108847912, -0.03682856336123097, -0.732809181838379, 0.6119314515052187,
        -0.05062426362058058, -1.0363396075421385,
      ],
      [0.20946151783881709, -0.020376518288458573, -0.42618149888507945],
      [
        0.33352867050156515, -0.33352867050156515, 0.26476429108648314, -0.26476429108648314,
        -0.27629814174262735, 0.27629814174262735,
      ],
      [0.38357061303328466, -0.38357061303328466],
    ];
    model.parameters().forEach(({ name }, i) => {
      expectClose(grads[name] as tf.Tensor, expected[i] as number[]);
    });
  });
});
