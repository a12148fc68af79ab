// How gradients are clipped, with the numbers of PyTorch and optax.

import { chain } from '@nadir/core';
import { type Clip, clipByGlobalNorm, clipByNorm, clipByRms, clipping } from '@nadir/core/internal';
import { afterStep, descend, expectClose, goldenCases } from '@nadir/testing';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { SGD } from '../sgd/sgd.js';

interface Case {
  readonly clip: Clip;
  readonly shapes: number[][];
  readonly gradients: number[][];
  readonly clipped: number[][];
  readonly norm?: number;
}

const cases = goldenCases<Case>('clipping').map((one) => ({
  ...one,
  title: `${JSON.stringify(one.clip)} of ${one.gradients[0]?.slice(0, 3)}, …`,
}));

beforeAll(() => tf.setBackend('cpu'));

describe('an infinite bound on the norm', () => {
  const gradient = [3e20, -4, 0, 12];
  it.each([1, 2, 3, 'infinity'] as const)(
    'measures it and leaves gradients alone: %s',
    async (type) => {
      const w = tf.variable(tf.zeros([4]));
      const optimizer = new SGD([w], { learningRate: 1, clip: { norm: Infinity, type } });
      for (const values of [[3, -4, 0, 12], gradient]) {
        w.assign(tf.zeros([4]));
        optimizer.applyGradients([{ name: w.name, tensor: tf.tensor1d(values) }]);
        expect([...w.dataSync()].map((x) => 0 - x)).toEqual(values.map(Math.fround));
      }
      w.assign(tf.zeros([4]));
      optimizer.applyGradients([{ name: w.name, tensor: tf.tensor1d([3, -4, 0, 12]) }]);
      // 3 + 4 + 12, √(9 + 16 + 144), (27 + 64 + 1728)^(1/3) and 12.
      const norms = { 1: 19, 2: 13, 3: 1819 ** (1 / 3), infinity: 12 };
      expect(await optimizer.gradientNorm()).toBeCloseTo(norms[type], 4);
    },
  );

  it('is kept in the configuration of a saved model', () => {
    const optimizer = new SGD(undefined, { learningRate: 1, clip: { norm: Infinity } });
    const config = JSON.parse(JSON.stringify(optimizer.getConfig()));
    const restored = SGD.fromConfig(SGD as never, config) as SGD;
    const w = tf.variable(tf.tensor1d([1]));
    restored.applyGradients([{ name: w.name, tensor: tf.tensor1d([1e30]) }]);
    expect([...w.dataSync()]).toEqual([Math.fround(-1e30)]);
  });
});

describe.each(cases)('$title', ({ clip, shapes, gradients, clipped, norm }) => {
  it('is that of the reference in float64', () => {
    const parameters = gradients.map((grad, i) => ({
      shape: shapes[i] as number[],
      values: grad.map(() => 0),
      grad,
    }));
    const moved = afterStep(chain(clipping(clip), descend), parameters);
    clipped.forEach((values, i) => {
      expectClose(
        (moved[i] as number[]).map((x) => -x),
        values,
        1e-9,
        `gradient ${i}`,
      );
    });
  });

  it('is that of the reference in an optimizer', async () => {
    const variables = shapes.map((shape) => tf.variable(tf.zeros(shape)));
    const optimizer = new SGD(variables, { learningRate: 1, clip });
    const given = variables.map(({ name, shape }, i) => ({
      name,
      tensor: tf.tensor(gradients[i] as number[], shape),
    }));
    optimizer.applyGradients(given);
    clipped.forEach((values, i) => {
      const moved = (variables[i] as tf.Variable).dataSync();
      expectClose(
        moved.map((x) => -x),
        values,
        2e-6,
        `gradient ${i}`,
      );
    });
    const told = await optimizer.gradientNorm();
    if (norm === undefined) expect(told).toBeUndefined();
    else expectClose([told as number], [norm], 1e-6, 'norm');
  });
});

describe('clip', () => {
  const make = (clip: unknown) => new SGD({ clip: clip as Clip });

  it.each([
    [{}, 'SGD.clip: got an object of class Object, expected { norm }, { value } or { rms }.'],
    [{ norm: 0 }, 'SGD.clip.norm: got 0, expected a finite number > 0.'],
    [{ rms: Number.NaN }, 'SGD.clip.rms: got NaN'],
    [{ norm: 1, value: 1 }, 'SGD.clip: got option `value`, expected `norm`, `type`, `scope`.'],
    [{ value: 1, type: 2 }, 'SGD.clip: got option `type`, expected `value`.'],
    [{ norm: 1, type: 0 }, "SGD.clip.type: got 0, expected a finite number > 0 or 'infinity'."],
    [{ norm: 1, type: Infinity }, 'SGD.clip.type: got Infinity'],
    [{ norm: 1, type: 'inf' }, 'SGD.clip.type: got "inf"'],
    [{ norm: 1, scope: 'layer' }, "SGD.clip.scope: got \"layer\", expected 'all' or 'each'."],
  ])('refuses %j', (clip, message) => {
    expect(() => make(clip)).toThrow(message);
  });

  it('is in the config through JSON, whatever the norm', () => {
    const clip = { norm: 1, type: 'infinity', scope: 'each' } as const;
    expect(JSON.parse(JSON.stringify(make(clip).getConfig())).clip).toEqual(clip);
  });

  it.each([
    ['clipByGlobalNorm.limit: got -1', () => clipByGlobalNorm(-1)],
    ['clipByGlobalNorm.p: got -1', () => clipByGlobalNorm(1, -1)],
    ['clipByNorm.limit: got NaN', () => clipByNorm(Number.NaN)],
    ['clipByNorm.p: got "two"', () => clipByNorm(1, 'two' as never)],
    ['clipByRms.limit: got 0', () => clipByRms(0)],
  ])('as a modifier refuses bad arguments: %s', (message, modifier) => {
    expect(modifier).toThrow(message);
  });
});
