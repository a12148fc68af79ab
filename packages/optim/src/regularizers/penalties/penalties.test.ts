// Penalties on units and on matrices, whose numbers come from PyTorch and Keras.

import type { SavedRegularizer, Units } from '@nadir/core/internal';
import { expectClose, goldenCases, gradientOf, proximalOf } from '@nadir/testing';
import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { restoreRegularizer } from '../restore-regularizer.js';
import { groupLasso } from './group-lasso.js';
import { l0 } from './l0.js';
import { l1 } from './l1.js';
import { nuclearNorm } from './nuclear-norm.js';
import { orthogonal } from './orthogonal.js';
import { orthogonalDirections } from './orthogonal-directions.js';
import { spectral } from './spectral.js';
import { srip } from './srip.js';

interface Case {
  readonly config: SavedRegularizer;
  readonly shape: number[];
  readonly weight: number[];
  readonly penalty: number;
  readonly gradient: number[];
  readonly tolerance: number;
}

const cases = goldenCases<Case>('penalties').map((one) => ({
  ...one,
  title: `${JSON.stringify(one.config)} of [${one.shape}]`,
}));

const restored = (config: SavedRegularizer) => restoreRegularizer(config, 'penalty', 'gradient');

beforeAll(() => tf.setBackend('cpu'));

describe.each(cases)('$title', ({ config, shape, weight, penalty, gradient, tolerance }) => {
  it('has the gradient of the reference, on symbols in float64', () => {
    expectClose(gradientOf(restored(config), shape, weight), gradient, tolerance);
  });

  it('has its penalty in TensorFlow.js, and its gradient', () => {
    // So few steps are enough for float32 and for these weights.
    const few = 'iterations' in config ? { ...config, iterations: 300 } : config;
    const w = tf.tensor(weight, shape);
    const value = (x: tf.Tensor) => restored(few).penalty([x]);
    expectClose(value(w).dataSync(), [penalty], 2e-6);
    expectClose(tf.grad(value)(w).dataSync(), gradient, 2e-5);
  });
});

describe('a penalty in the loss', () => {
  it.each([
    orthogonal(0.1),
    orthogonalDirections(0.1),
    spectral(0.1),
    srip(0.1),
    groupLasso(0.1, { l1: 0.1 }),
    nuclearNorm(0.1),
  ])('is scaled with it, leaks nothing, and leaves vectors out: $name', (penalty) => {
    const w = tf.variable(tf.randomNormal([3, 4], 0, 1, 'float32', 5));
    const bias = tf.ones([4]);
    const before = tf.memory().numTensors;
    const gradientsOf = (scale: number) => {
      const loss = () => tf.mul(penalty.penalty([bias, w]), scale) as tf.Scalar;
      const { value, grads } = tf.variableGrads(loss, [w]);
      const values = [...(grads[w.name] as tf.Tensor).dataSync()];
      tf.dispose([value, grads]);
      return values;
    };
    const once = gradientsOf(1);
    expectClose(
      gradientsOf(3),
      once.map((x) => 3 * x),
      1e-5,
    );
    expect(tf.memory().numTensors).toBe(before);
    expect(penalty.penalty([bias]).dataSync()[0]).toBe(0);
  });
});

describe('groupLasso', () => {
  const shape = [2, 3];
  const elementsOf: Record<Units, number[][]> = {
    output: [
      [0, 3],
      [1, 4],
      [2, 5],
    ],
    input: [
      [0, 1, 2],
      [3, 4, 5],
    ],
    tensor: [[0, 1, 2, 3, 4, 5]],
  };

  it.each(Object.keys(elementsOf) as Units[])(
    'has the proximal point no other beats: %s',
    (units) => {
      const number = fc.double({ min: -3, max: 3, noNaN: true });
      const matrix = fc.array(number, { minLength: 6, maxLength: 6 });
      const strength = fc.constantFrom(0, 0.1, 1);
      const objective = (z: number[], w: number[], step: number, lambda: number, l1: number) => {
        const norms = elementsOf[units].map(
          (unit) => Math.sqrt(unit.length) * Math.hypot(...unit.map((i) => z[i] as number)),
        );
        const distance = z.reduce((sum, x, i) => sum + (x - (w[i] as number)) ** 2, 0) / 2;
        const absolute = z.reduce((sum, x) => sum + Math.abs(x), 0);
        return distance + step * (lambda * norms.reduce((a, b) => a + b, 0) + l1 * absolute);
      };
      fc.assert(
        fc.property(matrix, matrix, strength, strength, (w, other, lambda, l1) => {
          const z = proximalOf(groupLasso(lambda, { units, l1 }), shape, w, 0.5);
          const least = objective(z, w, 0.5, lambda, l1);
          const near = [1e-3, -1e-3].flatMap((shift) =>
            z.map((_, i) => z.map((x, j) => (i === j ? x + shift : x))),
          );
          for (const rival of [other, w, w.map(() => 0), ...near]) {
            expect(objective(rival, w, 0.5, lambda, l1)).toBeGreaterThanOrEqual(least - 1e-12);
          }
        }),
      );
    },
  );

  it('makes exact zeros of whole units, and leaves those that are zeros alone', () => {
    // Columns (0.3, 0.4), (3, 4) and (0, 0) of the norms 0.5, 5 and 0; the threshold is √2 · 0.5.
    const z = proximalOf(groupLasso(1), shape, [0.3, 3, 0, 0.4, 4, 0], 0.5);
    const kept = 1 - (Math.SQRT2 * 0.5) / 5;
    expectClose(z, [0, 3 * kept, 0, 0, 4 * kept, 0], 1e-12);
  });

  it('is l1 for units of one weight', () => {
    const vector = [1.5, -0.2, 0];
    const [mine, theirs] = [groupLasso(0.5, { include: 'all' }), l1(0.5, { include: 'all' })];
    expectClose(proximalOf(mine, [3], vector, 1), proximalOf(theirs, [3], vector, 1), 1e-15);
    expectClose(gradientOf(mine, [3], vector), gradientOf(theirs, [3], vector), 1e-15);
  });
});

describe('l0', () => {
  it('keeps what is beyond √(2 · step · λ) as it is, and nothing else', () => {
    // √(2 · 0.25 · 0.5) = 0.5
    const z = proximalOf(l0(0.5), [1, 6], [0.5, -0.5, 0.51, -0.51, 0, 3], 0.25);
    expect(z).toEqual([0, 0, 0.51, -0.51, 0, 3]);
  });

  it('counts the weights that are not 0', () => {
    expect(
      l0(0.5)
        .penalty([tf.tensor2d([[1, 0, -3, 1e-9]])])
        .dataSync()[0],
    ).toBe(1.5);
  });
});

describe('orthogonal penalties', () => {
  it('are 0 for an orthogonal matrix, and so are their gradients', () => {
    const c = Math.SQRT1_2;
    const weight = [c, c, -c, c];
    for (const penalty of [orthogonal(1), srip(1), orthogonalDirections(1)]) {
      expect(penalty.penalty([tf.tensor2d(weight, [2, 2])]).dataSync()[0]).toBeCloseTo(0, 6);
      expectClose(gradientOf(penalty, [2, 2], weight), [0, 0, 0, 0], 1e-12);
    }
  });

  it('that compare directions give nothing to a single one, and not NaN to one without a length', () => {
    expect(gradientOf(orthogonalDirections(1), [3, 1], [1, 2, 3])).toEqual([0, 0, 0]);
    const holed = tf.tensor2d([
      [1, 0],
      [2, 0],
    ]);
    expect(orthogonalDirections(1).penalty([holed]).dataSync()[0]).toBe(0);
    expect(gradientOf(orthogonalDirections(1), [2, 2], [1, 0, 2, 0])).toEqual([0, 0, 0, 0]);
  });
});

describe('saved penalties', () => {
  const all = [
    l0(0.1),
    groupLasso(0.1, { units: 'input', l1: 0.2, include: 'all' }),
    nuclearNorm(0.1),
    orthogonal(0.1),
    orthogonalDirections(0.1, { units: 'input' }),
    spectral(0.1, { iterations: 3 }),
    srip(0.1, { iterations: 4 }),
  ];

  it.each(all)('are the same again from their config through JSON: $name', (penalty) => {
    const text = JSON.stringify(penalty.config);
    expect(JSON.stringify(restoreRegularizer(JSON.parse(text)).config)).toBe(text);
  });

  it.each([
    ['groupLasso.units: got "rows"', () => groupLasso(1, { units: 'rows' as never })],
    ['groupLasso.l1: got -1', () => groupLasso(1, { l1: -1 })],
    ['groupLasso: got option `axis`', () => groupLasso(1, { axis: 0 } as never)],
    ['nuclearNorm.lambda: got -1', () => nuclearNorm(-1)],
    [
      'nuclearNorm: got option `rank`',
      () => restoreRegularizer({ regularizer: 'nuclearNorm', lambda: 1, rank: 2 }),
    ],
    ['orthogonal.lambda: got NaN', () => orthogonal(Number.NaN)],
    [
      'orthogonalDirections.units: got "tensor"',
      () => orthogonalDirections(1, { units: 'tensor' as never }),
    ],
    ['spectral.iterations: got 0', () => spectral(1, { iterations: 0 })],
    ['srip.iterations: got 1.5', () => srip(1, { iterations: 1.5 })],
    ['l0.lambda: got -1', () => l0(-1)],
    [
      'orthogonal: got option `form`',
      () => restoreRegularizer({ regularizer: 'orthogonal', lambda: 1, form: 'double' }),
    ],
  ])('refuse bad options: %s', (message, make) => {
    expect(make).toThrow(message);
  });
});
