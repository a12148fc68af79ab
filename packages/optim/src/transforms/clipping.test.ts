// How gradients are clipped, with the numbers of PyTorch and optax.

import { chain, type Transform } from '@nadir/core';
import {
  clipByGlobalNorm,
  clipByNorm,
  clipByRms,
  clipByValue,
  restoreOptions,
} from '@nadir/core/internal';
import {
  afterStep,
  clipOf,
  descend,
  expectClose,
  goldenCases,
  type RecordedClip,
} from '@nadir/testing';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { SGD } from '../sgd/sgd.js';
import { addDecayedWeights } from './add-decayed-weights.js';

interface Case {
  readonly clip: RecordedClip;
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
      const optimizer = new SGD([w], { learningRate: 1, clip: clipByGlobalNorm(Infinity, type) });
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
    const optimizer = new SGD(undefined, { learningRate: 1, clip: clipByGlobalNorm(Infinity) });
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
    const moved = afterStep(chain(clipOf(clip), descend), parameters);
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
    const optimizer = new SGD(variables, { learningRate: 1, clip: clipOf(clip) });
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
  it.each([
    [{ norm: 1 }, 'SGD.clip: got an object of class Object, expected a transform without options'],
    [addDecayedWeights(), 'SGD.clip: got an object of class'],
  ])('refuses %j', (clip, message) => {
    expect(() => new SGD({ clip: clip as Transform })).toThrow(message);
  });

  it.each([
    ['global norm', clipByGlobalNorm(2, 1)],
    ['norm', clipByNorm(1, 'infinity')],
    ['mean square', clipByRms(3)],
    ['value', clipByValue(4)],
  ])('by %s is in the config through JSON, and comes back from it', (_, clip) => {
    const { config } = clip;
    const saved = JSON.parse(JSON.stringify(new SGD({ clip }).getConfig()));
    expect(saved.clip).toEqual(config);
    expect(restoreOptions('SGD', saved).clip).toMatchObject({ config });
  });

  it.each([
    ['clipByGlobalNorm.limit: got -1', () => clipByGlobalNorm(-1)],
    ['clipByGlobalNorm.p: got -1', () => clipByGlobalNorm(1, -1)],
    ['clipByNorm.limit: got NaN', () => clipByNorm(Number.NaN)],
    ['clipByNorm.p: got "two"', () => clipByNorm(1, 'two' as never)],
    [
      "clipByNorm.p: got Infinity, expected a finite number > 0 or 'infinity'.",
      () => clipByNorm(1, Infinity),
    ],
    ['clipByRms.limit: got 0', () => clipByRms(0)],
    ['clipByRms.limit: got NaN', () => clipByRms(Number.NaN)],
    ['clipByValue.limit: got -1', () => clipByValue(-1)],
  ])('refuses bad arguments: %s', (message, modifier) => {
    expect(modifier).toThrow(message);
  });
});
