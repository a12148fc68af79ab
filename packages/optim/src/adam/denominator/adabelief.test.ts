import { movesOf } from '@nadir/testing';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { AdaBelief, type AdaBeliefOptions } from './adabelief.js';

beforeAll(async () => {
  tf.enableProdMode();
  await tf.setBackend('cpu');
});

const moves = (options: AdaBeliefOptions, gradients: number[]) =>
  movesOf((parameters) => new AdaBelief(parameters, options), gradients);

describe('AdaBelief', () => {
  it('steps further by gradients that stay than by gradients that change', () => {
    const options = { learningRate: 0.01, beta2: 0.9, rectify: false };
    const steady = moves(
      options,
      Array.from({ length: 20 }, () => 1),
    );
    const changing = moves(
      options,
      Array.from({ length: 20 }, (_, t) => (t % 2 === 0 ? 3 : -1)),
    );
    // m is 1 − 0.9ᵗ, so s sums 0.1 · 0.9²⁰⁻ᵏ · 0.9²ᵏ to 0.0961, and ŝ = 0.1095: 0.01 / 0.331.
    expect(steady.at(-1)).toBeCloseTo(-0.0302, 4);
    // The same mean, but 2 off it each time.
    expect(Math.abs(changing.at(-1) as number)).toBeLessThan(0.01);
  });

  it('takes five steps of momentum first, with the default β₂', () => {
    // m̂ of a constant gradient is that gradient, so a step of momentum is −γ g. ρ of the sixth is 5.99.
    const [a, b, c, d, e, f] = moves({ learningRate: 0.5 }, [2, 2, 2, 2, 2, 2]);
    for (const step of [a, b, c, d, e]) expect(step).toBeCloseTo(-1, 5);
    expect(Math.abs((f as number) + 1)).toBeGreaterThan(0.1);
  });

  it('divides by the surprise at its first step', () => {
    // m = 0.25 g, so s = 0.5 · (0.75 g)² and ŝ = (0.75 g)²: 1 / 0.75.
    const [step] = moves({ learningRate: 1, beta1: 0.75, beta2: 0.5, rectify: false }, [8]);
    expect(step).toBeCloseTo(-1 / 0.75, 5);
  });

  it('refuses amsgrad beside rectify, where it would do nothing', () => {
    expect(() => new AdaBelief({ amsgrad: true })).toThrow(
      'AdaBelief.amsgrad: got true, expected it without rectify only. Write rectify: false.',
    );
  });
});
