import { print, traceRule } from '@nadir/core';
import { movesOf } from '@nadir/testing';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { RAdam } from './radam.js';

beforeAll(async () => {
  tf.enableProdMode();
  await tf.setBackend('cpu');
});

const moves = (options: ConstructorParameters<typeof RAdam>[1], gradients: number[]) =>
  movesOf((parameters) => new RAdam(parameters, options), gradients);

describe('RAdam', () => {
  it('takes five steps as long as the gradient, and shorter ones from then on', () => {
    // m̂ is 8 at every step. At t = 6 ρ = 5.9942, of which r = 0.0258211, and √v̂ is 8 too.
    const given = moves({ learningRate: 0.125 }, [8, 8, 8, 8, 8, 8]);
    for (const move of given.slice(0, 5)) expect(move).toBeCloseTo(-1, 5);
    expect(given[5]).toBeCloseTo(-0.125 * 0.025_821_1, 6);
  });

  it('never rectifies where β₂ remembers too little', () => {
    // ρ stays below ρ∞ = 2 / 0.4 − 1 = 4.
    for (const move of moves({ learningRate: 0.125, beta2: 0.6 }, new Array(50).fill(8))) {
      expect(move).toBeCloseTo(-1, 4);
    }
  });

  it('takes its first steps also where squares of gradients are infinite', () => {
    for (const move of moves({ learningRate: 1e-30 }, new Array(5).fill(1e30))) {
      expect(move).toBeCloseTo(-1, 5);
    }
  });

  it('has one program for both kinds of steps', () => {
    const program = traceRule(RAdam.rule, RAdam.rule.defaults).stages[0].program;
    expect(program.scalars).toContain('isRectified');
    expect(print(program)).toMatch(/where/);
  });
});
