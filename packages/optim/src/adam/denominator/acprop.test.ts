import { movesOf } from '@nadir/testing';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { ACProp, type ACPropOptions } from './acprop.js';

beforeAll(async () => {
  tf.enableProdMode();
  await tf.setBackend('cpu');
});

const moves = (options: ACPropOptions, gradients: number[]) =>
  movesOf((parameters) => new ACProp(parameters, options), gradients);

describe('ACProp', () => {
  it('takes its first step as SGD does', () => {
    expect(moves({ learningRate: 0.5 }, [8])).toEqual([-4]);
    expect(moves({ learningRate: 0.5, epsilon: 1 }, [8])).toEqual([-2]);
  });

  it('divides by the surprise before its step, not by that of it', () => {
    // s = 0.5 · 2² and ŝ = s / 0.5 = 4, so 6 / 2, where a gradient of 600 would move a hundred times as far.
    const options = { learningRate: 1, beta2: 0.5 };
    expect(moves(options, [2, 6])[1]).toBeCloseTo(-3, 5);
    expect(moves(options, [2, 600])[1]).toBeCloseTo(-300, 3);
  });

  it('measures a surprise by the mean before it', () => {
    // m = 0.5 · 2, so s = 0.5 · 2 + 0.5 · (3 − 1)² = 3 and ŝ = 3 / 0.75 = 4: 1 / 2.
    const [, , third] = moves({ learningRate: 1, beta1: 0.5, beta2: 0.5 }, [2, 3, 1]);
    expect(third).toBeCloseTo(-0.5, 5);
  });

  it('steps by the gradient itself, not by its mean', () => {
    expect(moves({ learningRate: 1, beta2: 0.5 }, [2, 0])[1]).toBe(0);
  });

  it('stays where it is until there is a gradient, and then divides by the root of ε₀', () => {
    // s = 0.25 and ŝ = 0.25 / 0.5: 1 / √0.5.
    const [still, step] = moves({ learningRate: 1, beta2: 0.5, epsilonRoot: 0.25 }, [0, 1]);
    expect(still).toBeCloseTo(0, 12);
    expect(step).toBeCloseTo(-Math.SQRT2, 5);
  });
});
