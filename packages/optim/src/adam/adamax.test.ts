import { movesOf } from '@nadir/testing';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { Adamax } from './adamax.js';

beforeAll(async () => {
  tf.enableProdMode();
  await tf.setBackend('cpu');
});

const moves = (options: ConstructorParameters<typeof Adamax>[1], gradients: number[]) =>
  movesOf((parameters) => new Adamax(parameters, options), gradients);

describe('Adamax', () => {
  it('moves by γ at its first step, whatever the size of the gradient', () => {
    // m̂ is the gradient and u its magnitude.
    for (const gradient of [1e-3, 5, -1e3]) {
      const [move] = moves({ learningRate: 0.1 }, [gradient]) as [number];
      expect(move).toBeCloseTo(-0.1 * Math.sign(gradient), 5);
    }
  });

  it('divides by the largest gradient, which it forgets by β₂ at each step', () => {
    const options = { learningRate: 1, beta1: 0, beta2: 0.5 };
    // u = 8, then 4, then max(2, 3) = 3.
    const [first, second, third] = moves(options, [8, 1, 3]) as [number, number, number];
    expect(first).toBeCloseTo(-1, 5);
    expect(second).toBeCloseTo(-1 / 4, 5);
    expect(third).toBeCloseTo(-1, 5);
  });

  it('adds ε to the gradient inside the maximum', () => {
    // u = 1 + 3 at first, then max(0.5 · 4, 0 + 3) = 3 with m = 0.
    const [first, second] = moves({ learningRate: 1, beta1: 0, beta2: 0.5, epsilon: 3 }, [1, 0]);
    expect(first).toBeCloseTo(-1 / 4, 6);
    expect(second).toBeCloseTo(0, 6);
  });
});
