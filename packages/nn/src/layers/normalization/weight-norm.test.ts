import { RandomStreams } from '@nadir/core';
import type { Units } from '@nadir/core/internal';
import { expectClose, goldenCases, WeightHolder } from '@nadir/testing';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { ReLU } from '../activations/relu.js';
import { Linear } from '../linear/linear.js';
import { WeightNorm } from './weight-norm.js';

interface Case {
  readonly shape: number[];
  readonly values: number[];
  readonly dy: number[];
  readonly units: Units;
  readonly magnitude: number[];
  readonly weight: number[];
  readonly gradients: [number[], number[]];
}

const linear = () => new Linear(6, 4, { random: new RandomStreams(7) });

beforeAll(() => tf.setBackend('cpu'));

describe('WeightNorm', () => {
  it.each(goldenCases<Case>('weight-norm'))(
    'is that of PyTorch for $shape with units $units, and so are the gradients',
    ({ shape, values, dy, units, magnitude, weight, gradients }) => {
      const holder = new WeightHolder(values, shape);
      const layer = new WeightNorm(holder, { units });
      layer.magnitude.assign(tf.tensor(magnitude, layer.magnitude.shape));
      expectClose(layer.weight().dataSync(), weight, 1e-5, 'weight');
      const y = () => tf.mul(layer.forward(), tf.tensor(dy, shape));
      const { grads } = tf.variableGrads(() => tf.sum<tf.Scalar>(y()));
      [layer.magnitude, holder.weight].forEach((variable, i) => {
        const given = (grads[variable.name] as tf.Tensor).dataSync();
        expectClose(given, gradients[i] as number[], 1e-5, variable === holder.weight ? 'v' : 'g');
      });
    },
  );

  it.each([
    ['output', [1, 4]],
    ['input', [6, 1]],
    ['tensor', []],
  ] as const)('changes nothing at first, with a length for each unit: %s', (units, shape) => {
    const inner = linear();
    const layer = new WeightNorm(inner, { units });
    expect(layer.magnitude.shape).toEqual(shape);
    const x = tf.randomNormal([3, 6], 0, 1, 'float32', 1);
    expectClose(layer.forward(x).dataSync(), inner.forward(x).dataSync(), 1e-6);
  });

  it('does not depend on the length of v', () => {
    const inner = linear();
    const layer = new WeightNorm(inner);
    const before = layer.weight().dataSync();
    inner.weight.assign(tf.mul(inner.weight, 8));
    expectClose(layer.weight().dataSync(), before, 1e-6);
  });

  it('trains and saves both parts', () => {
    const names = ['magnitude', 'module.weight', 'module.bias'];
    const layer = new WeightNorm(linear());
    expect([...layer.namedParameters().keys()]).toEqual(names);
    expect(Object.keys(layer.stateDict())).toEqual(names);
  });

  it('leaves one tensor behind a call, and none behind a gradient', () => {
    const layer = new WeightNorm(linear());
    const x = tf.ones([2, 6]);
    const before = tf.memory().numTensors;
    layer.forward(x).dispose();
    layer.weight().dispose();
    const { value, grads } = tf.variableGrads(() => tf.sum<tf.Scalar>(layer.forward(x)));
    tf.dispose([value, grads]);
    expect(tf.memory().numTensors).toBe(before);
  });

  it('gives the weight back when the module throws', () => {
    const inner = linear();
    const { weight } = inner;
    expect(() => new WeightNorm(inner).forward(tf.ones([1, 5]))).toThrow(
      'Linear.forward: got [1,5]',
    );
    expect(inner.weight).toBe(weight);
  });

  it('refuses a module without a weight of two axes, and units that are none', () => {
    expect(() => new WeightNorm(new ReLU() as never)).toThrow('WeightNorm.module: got');
    expect(() => new WeightNorm(new WeightHolder([1, 2], [2]))).toThrow(
      'got one with a weight [2]',
    );
    expect(() => new WeightNorm(linear(), { units: 'rows' as never })).toThrow(
      'WeightNorm.units: got "rows"',
    );
    expect(() => new WeightNorm(linear(), { dim: 0 } as never)).toThrow('got option `dim`');
  });
});
