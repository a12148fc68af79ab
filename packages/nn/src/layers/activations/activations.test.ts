import type { Module } from '@nadir/core';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { GELU } from './gelu.js';
import { ReLU } from './relu.js';
import { Sigmoid } from './sigmoid.js';
import { Tanh } from './tanh.js';

const points = [-5, -1.5, -0.3, 0, 0.7, 2, 6];

/** Values and gradients at `points`; those of GELU from torch 2.13.0 in float64. */
const cases: [name: string, layer: Module, values: number[], gradients: number[]][] = [
  ['ReLU', new ReLU(), [0, 0, 0, 0, 0.7, 2, 6], [0, 0, 0, 0, 1, 1, 1]],
  ['Tanh', new Tanh(), points.map((x) => Math.tanh(x)), points.map((x) => 1 / Math.cosh(x) ** 2)],
  [
    'Sigmoid',
    new Sigmoid(),
    points.map((x) => 1 / (1 + Math.exp(-x))),
    points.map((x) => Math.exp(-x) / (1 + Math.exp(-x)) ** 2),
  ],
  [
    'GELU',
    new GELU(),
    [
      -1.4332578593401202e-6, -0.10021080190328704, -0.1146265733433142, 0, 0.5306254434438489,
      1.9544997361036416, 5.999999994080474,
    ],
    [
      -7.1469460018034646e-6, -0.1274691922299796, 0.26767223317289013, 0.5, 0.9766141011336599,
      1.085231801078197, 1.0000000354687093,
    ],
  ],
  [
    'GELU by tanh',
    new GELU({ approximate: 'tanh' }),
    [
      -2.2917961972623857e-7, -0.10042842301976707, -0.11462907645724074, 0, 0.5305701347051167,
      1.954597694087775, 5.9999999999156035,
    ],
    [
      -1.5463619879596227e-6, -0.12771079315143308, 0.26770454836119817, 0.5, 0.976357218656104,
      1.0860992566236183, 1.0000000007709977,
    ],
  ],
];

beforeAll(() => tf.setBackend('cpu'));

describe.each(cases)('%s', (_, layer, values, gradients) => {
  const expectClose = (got: tf.Tensor, expected: number[]) => {
    expect(got.shape).toEqual([points.length]);
    got.dataSync().forEach((value, i) => {
      expect(Math.abs(value - (expected[i] as number)), `at ${points[i]}`).toBeLessThan(1e-6);
    });
  };

  it('gives the value and the gradient of its formula', () => {
    const x = tf.tensor1d(points);
    expectClose(layer.forward(x), values);
    expectClose(tf.grad((x) => layer.forward(x))(x), gradients);
  });

  it('leaves one tensor, and has neither parameters nor state', () => {
    const x = tf.tensor1d(points);
    const before = tf.memory().numTensors;
    const y = layer.forward(x);
    expect(tf.memory().numTensors).toBe(before + 1);
    y.dispose();
    expect(layer.parameters()).toEqual([]);
    expect(layer.stateDict()).toEqual({});
  });
});

describe('GELU', () => {
  it('refuses other words and other names', () => {
    expect(() => new GELU({ approximate: 'erf' as never })).toThrow(
      "GELU.approximate: got \"erf\", expected 'none' or 'tanh'.",
    );
    expect(() => new GELU({ approximation: 'tanh' } as never)).toThrow(/option `approximation`/);
  });
});
