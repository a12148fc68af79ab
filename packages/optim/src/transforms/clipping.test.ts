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
