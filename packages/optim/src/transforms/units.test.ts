// Transforms that look at the units of a layer: gradient centralization and adaptive clipping.
import { chain, Optimizer, RuleInterpreter, type Transform } from '@nadir/core';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { adaptiveGradientClip } from './adaptive-gradient-clip.js';
import { centralize } from './centralize.js';
import { scaleByLearningRate } from './scale-by-learning-rate.js';

beforeAll(async () => {
  tf.enableProdMode();
  await tf.setBackend('cpu');
});

/** What a transform makes of a gradient, in the interpreter and in TensorFlow.js; both have to agree. */
function gradientAfter(
  transform: Transform,
  shape: number[],
  grad: number[],
  param?: number[],
): number[] {
  const rule = chain(transform, scaleByLearningRate(1));
  const start = param ?? grad.map(() => 0);
  const run = new RuleInterpreter(rule, [{ shape, values: start }], 'float32');
  run.step([grad], () => rule.defaults);
  const expected = Array.from(run.parameters[0]?.param ?? [], (x, i) => (start[i] as number) - x);

  const w = tf.variable(tf.tensor(start, shape));
  new Optimizer(rule, [w]).applyGradients({ [w.name]: tf.tensor(grad, shape) });
  const given = Array.from(w.dataSync(), (x, i) => (start[i] as number) - x);
  given.forEach((x, i) => {
    expect(x).toBeCloseTo(expected[i] as number, 6);
  });
  return given;
}

describe('centralize', () => {
  it('subtracts the mean of each column, or of each row', () => {
    const grad = [1, 2, 3, 4, 5, 9];
    // Columns 1, 4 and 2, 5 and 3, 9; rows 1, 2, 3 and 4, 5, 9.
    expect(gradientAfter(centralize(), [2, 3], grad)).toEqual([-1.5, -1.5, -3, 1.5, 1.5, 3]);
    const rows = gradientAfter(centralize({ unitAxis: 'first' }), [2, 3], grad);
    expect(rows).toEqual([-1, 0, 1, -2, -1, 3]);
  });

  it('takes a filter for a unit, whatever its rank', () => {
    const grad = [1, 10, 3, 20, 5, 30, 7, 40];
    // Two filters of 2 × 2: 1, 3, 5, 7 and 10, 20, 30, 40.
    const expected = [-3, -15, -1, -5, 1, 5, 3, 15];
    expect(gradientAfter(centralize(), [2, 2, 1, 2], grad)).toEqual(expected);
    const turned = gradientAfter(centralize({ unitAxis: 'first' }), [2, 1, 2, 2], grad);
    // 1, 10, 3, 20 and 5, 30, 7, 40.
    expect(turned).toEqual([-7.5, 1.5, -5.5, 11.5, -15.5, 9.5, -13.5, 19.5]);
  });

  it('leaves vectors and numbers as they are', () => {
    expect(gradientAfter(centralize(), [3], [1, 2, 6])).toEqual([1, 2, 6]);
    expect(gradientAfter(centralize(), [], [5])).toEqual([5]);
  });

  it('refuses another axis', () => {
    const options = { unitAxis: 0 } as never;
    expect(() => centralize(options)).toThrow('centralize.unitAxis: got 0');
  });
});

describe('adaptiveGradientClip', () => {
  it('bounds the gradient of each unit by its weights, and of no other unit', () => {
    // Columns of weights (3, 4) and (0.3, 0.4): norms 5 and 0.5; of gradients (6, 8) and (0, 0.05).
    const [param, grad] = [
      [3, 0.3, 4, 0.4],
      [6, 0, 8, 0.05],
    ];
    const clipped = gradientAfter(adaptiveGradientClip({ clipping: 0.2 }), [2, 2], grad, param);
    // The limits are 1 and 0.1: the first is scaled by 1 / 10, the second stays.
    [0.6, 0, 0.8, 0.05].forEach((expected, i) => {
      expect(clipped[i]).toBeCloseTo(expected, 6);
    });
  });

  it('takes a vector for one unit, and weights near 0 for ε', () => {
    const transform = adaptiveGradientClip({ clipping: 0.5, epsilon: 0.1 });
    const clipped = gradientAfter(transform, [2], [3, 4]);
    // The limit is 0.5 · 0.1, the norm 5.
    [0.03, 0.04].forEach((expected, i) => {
      expect(clipped[i]).toBeCloseTo(expected, 7);
    });
  });

  it('takes rows for units where they come first', () => {
    const transform = adaptiveGradientClip({ clipping: 1, epsilon: 1, unitAxis: 'first' });
    expect(gradientAfter(transform, [2, 2], [3, 4, 0, 0.5])).toEqual([
      expect.closeTo(0.6, 6),
      expect.closeTo(0.8, 6),
      0,
      0.5,
    ]);
  });

  it('refuses what its documentation does not accept', () => {
    expect(() => adaptiveGradientClip({ clipping: 0 })).toThrow('clipping: got 0');
    expect(() => adaptiveGradientClip({ epsilon: 0 })).toThrow('epsilon: got 0');
    const options = { unitAxis: 'middle' } as never;
    expect(() => adaptiveGradientClip(options)).toThrow('unitAxis: got "middle"');
  });
});
