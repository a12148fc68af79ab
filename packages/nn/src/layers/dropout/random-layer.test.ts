import { RandomStreams } from '@nadir/core';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { AlphaDropout } from './alpha-dropout.js';
import { DropPath } from './drop-path.js';
import { Dropout } from './dropout.js';
import { Dropout1d } from './dropout1d.js';
import { Dropout2d } from './dropout2d.js';
import { Dropout3d } from './dropout3d.js';
import { FeatureAlphaDropout } from './feature-alpha-dropout.js';
import { GaussianDropout } from './gaussian-dropout.js';
import { GaussianNoise } from './gaussian-noise.js';
import type { RandomLayer } from './random-layer.js';

const numbers = (tensor: tf.Tensor) => [...tensor.dataSync()];

/** Each layer that draws while training, and the shape of an input. */
const layers = {
  AlphaDropout: [AlphaDropout, [6, 4]],
  Dropout: [Dropout, [6, 4]],
  Dropout1d: [Dropout1d, [8, 3, 4]],
  Dropout2d: [Dropout2d, [8, 2, 3, 4]],
  Dropout3d: [Dropout3d, [8, 2, 1, 3, 4]],
  DropPath: [DropPath, [32, 3]],
  FeatureAlphaDropout: [FeatureAlphaDropout, [8, 3, 4]],
  GaussianDropout: [GaussianDropout, [6, 4]],
  GaussianNoise: [GaussianNoise, [6, 4]],
} as const;

beforeAll(() => tf.setBackend('cpu'));

describe.each(Object.entries(layers))('%s', (name, [Layer, shape]) => {
  const make = (amount = 0.5, seed = 11): RandomLayer =>
    new Layer(amount, { random: new RandomStreams(seed) });
  const input = () => tf.randomNormal([...shape], 0, 1, 'float32', 3);

  it.each([
    ['in evaluation', () => make().eval()],
    ['where there is nothing to draw', () => make(0)],
  ])('gives its input as a new tensor and draws nothing %s', (_, made) => {
    const layer = made();
    const x = input();
    const y = layer.forward(x);
    expect(numbers(y)).toEqual(numbers(x));
    y.dispose();
    expect(x.isDisposed).toBe(false);
    expect(layer.step.value).toBe(0);
    expect(new Set(numbers(tf.grad((x) => layer.forward(x))(x)))).toEqual(new Set([1]));
  });

  it('draws something else at each call, in each layer and for each seed', () => {
    const random = new RandomStreams(1);
    const [a, b] = [new Layer(0.5, { random }), new Layer(0.5, { random })];
    const x = input();
    const drawn = [a, a, b, make(0.5, 2)].map((layer) => String(numbers(layer.forward(x))));
    expect(new Set([...drawn, String(numbers(x))]).size).toBe(5);
  });

  it('has the slope of what it computes as gradient, for the same draw', () => {
    // All of them are affine in x for one draw, so differences of results are the gradient.
    const x = input();
    const [at, beyond, differentiated] = [make(), make(), make()];
    const dy = tf.randomNormal([...shape], 0, 1, 'float32', 4);
    const slopes = numbers(tf.sub(beyond.forward(tf.add(x, 1)), at.forward(x)));
    const given = numbers(tf.grad((x) => differentiated.forward(x))(x, dy));
    slopes.forEach((slope, i) => {
      expect(given[i]).toBeCloseTo(slope * (numbers(dy)[i] as number), 4);
    });
    expect(differentiated.step.value).toBe(1);
  });

  it('goes on with what it would have drawn after it was saved', () => {
    const [going, resumed] = [make(0.5, 2 ** 32 - 1), make(0.5, 5)];
    const x = input();
    going.forward(x);
    resumed.loadStateDict(going.stateDict());
    expect(numbers(resumed.forward(x))).toEqual(numbers(going.forward(x)));
  });

  it('leaves one tensor behind a call, and none behind a gradient', () => {
    const layer = make();
    const w = tf.variable(input());
    const before = tf.memory().numTensors;
    const y = layer.forward(w);
    expect(tf.memory().numTensors).toBe(before + 1);
    y.dispose();
    const { value, grads } = tf.variableGrads(() => tf.sum(layer.forward(w)), [w]);
    tf.dispose([value, grads]);
    expect(tf.memory().numTensors).toBe(before);
  });

  it('refuses int32 in training and in evaluation, and draws nothing', () => {
    const layer = make();
    const x = tf.ones([...shape], 'int32');
    const message = `${name}.forward: got int32 [${shape}], expected float32.`;
    expect(() => layer.forward(x)).toThrow(message);
    expect(layer.step.value).toBe(0);
    expect(() => layer.eval().forward(x)).toThrow(message);
  });

  it('refuses what its documentation does not accept, and takes no stream then', () => {
    const random = new RandomStreams(1);
    for (const amount of [-0.1, Number.NaN, Infinity, '0.5', null]) {
      expect(() => new Layer(amount as number, { random })).toThrow(`${name}.`);
    }
    expect(() => new Layer(0.5, { seed: 3 } as never)).toThrow(`${name}: got option \`seed\``);
    expect(() => new Layer(0.5, { random: 3 } as never)).toThrow(`${name}.random: got 3`);
    expect(random.next().stream).toBe(0);
  });
});
