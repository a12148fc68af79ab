import { chain, Optimizer, type Transform } from '@nadir/core';
import { movesOf } from '@nadir/testing';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { scaleByLearningRate } from '../transforms/scale-by-learning-rate.js';
import { type ScaleByAdamOptions, scaleByAdam } from './scale-by-adam.js';

beforeAll(async () => {
  tf.enableProdMode();
  await tf.setBackend('cpu');
});

const moves = (direction: Transform, gradients: number[], options = {}) =>
  movesOf(
    (parameters) => new Optimizer(chain(direction, scaleByLearningRate(1)), parameters, options),
    gradients,
  );

describe('scaleByAdam', () => {
  it('has options of the optimizer, whose defaults are those given', () => {
    const direction = scaleByAdam({ beta1: 0.5, beta2: 0 });
    // m = ½ · 2 − ½ · 4 = −1 of which the bias is 1 − ¼, and √v̂ = 4.
    expect(moves(direction, [4, -4])[1]).toBeCloseTo(1 / 3, 6);
    expect(moves(direction, [4, -4], { beta1: 0 })[1]).toBeCloseTo(1, 6);
  });

  it('looks ahead with nesterov, which is settled and no option of the optimizer', () => {
    // m̂ = ½ m / (1 − ¼) + ½ g / (1 − ½) with m = ½ g, and √v̂ = |g|.
    const direction = scaleByAdam({ beta1: 0.5, nesterov: true });
    expect(moves(direction, [8])[0]).toBeCloseTo(-4 / 3, 6);
    expect(() => moves(direction, [8], { nesterov: false })).toThrow('got option `nesterov`');
    const wrong = { nesterov: 1 } as unknown as ScaleByAdamOptions;
    expect(() => scaleByAdam(wrong)).toThrow('scaleByAdam.nesterov: got 1, expected true or false');
  });
});
