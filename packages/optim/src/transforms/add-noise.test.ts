import { chain, Optimizer } from '@nadir/core';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { type AddNoiseOptions, addNoise } from './add-noise.js';
import { scaleByLearningRate } from './scale-by-learning-rate.js';

beforeAll(async () => {
  tf.enableProdMode();
  await tf.setBackend('cpu');
});

/** What each of some steps adds to two parameters without gradient. */
function noise(options: AddNoiseOptions, steps = 1, size = 4): number[][][] {
  const variables = [0, 1].map(() => tf.variable(tf.zeros([size])));
  const optimizer = new Optimizer(chain(addNoise(options), scaleByLearningRate(1)), variables);
  return Array.from({ length: steps }, () => {
    for (const one of variables) one.assign(tf.zeros([size]));
    optimizer.applyGradients(
      Object.fromEntries(variables.map(({ name }) => [name, tf.zeros([size])])),
    );
    return variables.map((one) => Array.from(one.dataSync(), (x) => -x));
  });
}

describe('addNoise', () => {
  it('differs between elements, parameters, steps and seeds, and is the same for the same seed', () => {
    const [first, second] = noise({ gamma: 0 }, 2) as [number[][], number[][]];
    const other = noise({ gamma: 0, seed: 1 })[0] as number[][];
    const all = [...first.flat(), ...second.flat(), ...other.flat()];
    expect(new Set(all).size).toBe(24);
    expect(noise({ gamma: 0 }, 2)).toEqual([first, second]);
  });

  it('has the variance η / tᵞ', () => {
    const steps = noise({ eta: 0.3, gamma: 0.55, seed: 7 }, 3, 20_000);
    steps.forEach((parameters, k) => {
      const values = parameters.flat();
      const variance = values.reduce((sum, x) => sum + x * x, 0) / values.length;
      const expected = 0.3 / (k + 1) ** 0.55;
      // The variance of n numbers varies by √(2/n).
      expect(Math.abs(variance / expected - 1)).toBeLessThan(5 * Math.sqrt(2 / values.length));
    });
  });

  it('refuses what its documentation does not accept', () => {
    expect(() => addNoise({ eta: -1 })).toThrow('addNoise.eta: got -1');
    expect(() => addNoise({ gamma: -1 })).toThrow('addNoise.gamma: got -1');
    expect(() => addNoise({ seed: 0.5 })).toThrow('addNoise.seed: got 0.5');
  });
});
