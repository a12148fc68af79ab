import { RandomStreams } from '@nadir/core';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, expect, it } from 'vitest';
import { GaussianDropout } from './gaussian-dropout.js';
import { GaussianNoise } from './gaussian-noise.js';

const random = () => ({ random: new RandomStreams(7) });

beforeAll(() => tf.setBackend('cpu'));

it.each([
  // The variance of x ξ is x² p / (1 − p): that of Dropout.
  ['GaussianDropout', new GaussianDropout(0.2, random()), 3, Math.sqrt(9 * 0.25)],
  ['GaussianNoise', new GaussianNoise(0.3, random()), 3, 0.3],
])('%s keeps the mean, with its standard deviation', (_, layer, x, deviation) => {
  // Means of n numbers vary by σ / √n, variances by σ² √(2/n); the fourth moment is 3 σ⁴.
  const n = 100_000;
  const y = tf.div(tf.sub(layer.forward(tf.fill([n], x)), x), deviation);
  const [mean, variance, fourth] = [y, tf.square(y), tf.pow(y, 4)].map(
    (values) => tf.mean(values).dataSync()[0] as number,
  ) as [number, number, number];
  expect(Math.abs(mean)).toBeLessThan(5 / Math.sqrt(n));
  expect(Math.abs(variance - 1)).toBeLessThan(5 * Math.sqrt(2 / n));
  expect(Math.abs(fourth - 3)).toBeLessThan(5 * Math.sqrt(96 / n));
});

it('GaussianDropout refuses p = 1, which would be an infinite variance', () => {
  expect(() => new GaussianDropout(1)).toThrow(
    'GaussianDropout.p: got 1, expected a number in [0, 1).',
  );
  expect(new GaussianDropout().p).toBe(0.5);
});

it('GaussianNoise refuses a negative width', () => {
  expect(() => new GaussianNoise(-1)).toThrow('GaussianNoise.standardDeviation: got -1, expected');
});
