import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { AdamW } from '../adamw.js';
import { MARS, type MARSOptions } from './mars.js';

beforeAll(async () => {
  tf.enableProdMode();
  await tf.setBackend('cpu');
});

/** State and weights after steps with these gradients, row by row. */
function train(options: MARSOptions, shape: number[], gradients: number[][], cls = MARS) {
  const w = tf.variable(tf.ones(shape));
  const optimizer = new cls([['w', w]], options);
  for (const gradient of gradients) {
    optimizer.applyGradients({ [w.name]: tf.tensor(gradient, shape) });
  }
  const { tensors } = optimizer.stateDict();
  const state = Object.entries(tensors).map(([name, t]) => [name, [...t.dataSync()]]);
  return {
    weights: [...w.dataSync()],
    state: Object.fromEntries(state) as Record<string, number[]>,
  };
}

const options = { learningRate: 0.1, weightDecay: 0.1, beta2: 0.99 };
const gradients = [
  [0.3, -0.4],
  [0.1, 0.2],
];

describe('MARS', () => {
  it('corrects the gradient of a matrix by how it has changed', () => {
    // c = (0.1, 0.2) + 0.25 · 0.5 / 0.5 · (−0.2, 0.6), shorter than 1; m is half of that and a quarter of g′.
    const { state } = train({ beta1: 0.5, gamma: 0.25 }, [1, 2], gradients);
    expect(state['w/m']?.[0]).toBeCloseTo(0.5 * 0.05 + 0.25 * 0.3, 6);
    expect(state['w/m']?.[1]).toBeCloseTo(0.5 * 0.35 - 0.25 * 0.4, 6);
    expect(state['w/previous']?.[1]).toBeCloseTo(0.2, 6);
  });

  it('keeps the corrected gradient within the length 1, but not at the first step', () => {
    const { state } = train(
      { beta1: 0.5, gamma: 0 },
      [1, 2],
      [
        [30, 40],
        [30, 40],
      ],
    );
    // Half of (0.6, 0.8), and a quarter of the first.
    expect(state['w/m']?.[0]).toBeCloseTo(0.3 + 7.5, 5);
    expect(state['w/m']?.[1]).toBeCloseTo(0.4 + 10, 5);
  });

  it('is AdamW for vectors, and keeps nothing more for them', () => {
    const { weights, state } = train(options, [2], gradients);
    expect(weights).toEqual(train(options, [2], gradients, AdamW).weights);
    expect(Object.keys(state)).toEqual(['w/m', 'w/v']);
  });

  it('takes vectors as matrices with optimize1d', () => {
    const all = { ...options, optimize1d: true };
    expect(train(all, [2], gradients).weights).toEqual(train(options, [1, 2], gradients).weights);
  });

  it('keeps no mean of squares in the form of Lion', () => {
    const { weights, state } = train({ form: 'lion', learningRate: 0.25 }, [1, 2], gradients);
    expect(Object.keys(state)).toEqual(['w/m', 'w/previous']);
    // Both means keep the sign of the first gradient: 0.09 · 0.3 + … and −0.09 · 0.4 + 0.1 · 0.2 + ….
    expect(weights).toEqual([0.5, 1.5]);
  });
});
