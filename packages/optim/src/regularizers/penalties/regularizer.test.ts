import { interpret, OptionError, type Regularizer, trace } from '@nadir/core';
import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { restoreRegularizer } from '../restore-regularizer.js';
import { elasticNet } from './elastic-net.js';
import { l1 } from './l1.js';
import { l2 } from './l2.js';

beforeAll(() => tf.setBackend('cpu'));

const forms = ['penalty', 'gradient', 'proximal'] as const;

/** A penalty with its textbook form, written here once more as R(w) = a|w| + b w². */
interface Case {
  readonly title: string;
  readonly regularizer: Regularizer;
  readonly a: number;
  readonly b: number;
}

const cases: Case[] = [
  { title: 'l1(0.3)', regularizer: l1(0.3), a: 0.3, b: 0 },
  { title: 'l1(0)', regularizer: l1(0), a: 0, b: 0 },
  { title: 'l2(0.7)', regularizer: l2(0.7), a: 0, b: 0.7 },
  { title: 'elasticNet', regularizer: elasticNet({ l1: 0.2, l2: 0.5 }), a: 0.2, b: 0.5 },
  { title: 'elasticNet, l1 only', regularizer: elasticNet({ l1: 0.2, l2: 0 }), a: 0.2, b: 0 },
];

function gradientOf(regularizer: Regularizer, w: number[]): number[] {
  const program = trace({ name: 'gradient', tensors: ['w'] }, (inputs) => ({
    gradient: regularizer.gradient(inputs.w),
  }));
  return Array.from(interpret(program, { w }, 'float64').gradient as Float64Array);
}

function proximalOf(regularizer: Regularizer, w: number[], step: number): number[] {
  const program = trace({ name: 'prox', tensors: ['w'], scalars: ['step'] }, (inputs) => ({
    z: regularizer.proximal(inputs.w, inputs.step),
  }));
  return Array.from(interpret(program, { w, step }, 'float64').z as Float64Array);
}

const weight = fc.double({ min: -5, max: 5, noNaN: true });
const weights = fc.array(weight, { minLength: 1, maxLength: 20 });
const stepSize = fc.double({ min: 0, max: 4, noNaN: true });

describe.each(cases)('$title', ({ regularizer, a, b }) => {
  it('has the gradient a sign(w) + 2 b w on symbols, with 0 for the kink at 0', () => {
    fc.assert(
      fc.property(weights, (values) => {
        const w = [...values, 0];
        gradientOf(regularizer, w).forEach((gradient, i) => {
          const x = w[i] as number;
          const side = x > 0 ? 1 : x < 0 ? -1 : 0;
          expect(gradient).toBeCloseTo(a * side + 2 * b * x, 12);
        });
      }),
    );
  });

  it('has a penalty a Σ|w| + b Σw² whose derivative by TensorFlow.js is its gradient', () => {
    const first = [1.5, -2, 0, 0.25, -0, 3];
    const second = [-1, 0.5];
    // Σ|w| = 6.75 + 1.5; Σw² = 2.25 + 4 + 0.0625 + 9 + 1 + 0.25
    const expected = a * 8.25 + b * 16.5625;
    const x = tf.tensor2d(first, [2, 3]);
    const y = tf.tensor2d(second, [1, 2]);
    expect(regularizer.penalty([x, y]).arraySync()).toBeCloseTo(expected, 5);

    const [dx, dy] = tf.grads((u, v) => regularizer.penalty([u as tf.Tensor, v as tf.Tensor]))([
      x,
      y,
    ]) as [tf.Tensor, tf.Tensor];
    const derivative = [...dx.dataSync(), ...dy.dataSync()];
    gradientOf(regularizer, [...first, ...second]).forEach((gradient, i) => {
      expect(derivative[i]).toBeCloseTo(gradient, 5);
    });
  });

  it('has the proximal point that no other point beats', () => {
    const objective = (z: number, w: number, step: number) =>
      0.5 * (z - w) ** 2 + step * (a * Math.abs(z) + b * z * z);
    fc.assert(
      fc.property(weight, stepSize, weight, (w, step, other) => {
        const z = proximalOf(regularizer, [w], step)[0] as number;
        const least = objective(z, w, step);
        // Far away, nearby on both sides, and the kink.
        for (const rival of [other, z + 1e-3, z - 1e-3, z + 0.1, z - 0.1, 0, w]) {
          expect(objective(rival, w, step)).toBeGreaterThanOrEqual(least - 1e-12);
        }
      }),
    );
  });

  it('has a proximal point where 0 is a subgradient of what it minimizes', () => {
    fc.assert(
      fc.property(weight, stepSize, (w, step) => {
        const z = proximalOf(regularizer, [w], step)[0] as number;
        const smooth = z - w + 2 * step * b * z;
        // z ≠ 0: z − w + step (a sign z + 2 b z) = 0. z = 0: w lies in step · [−a, a].
        if (z !== 0) expect(smooth + step * a * Math.sign(z)).toBeCloseTo(0, 12);
        else expect(Math.abs(w)).toBeLessThanOrEqual(step * a + 1e-12);
      }),
    );
  });

  it('moves nothing in a step of size 0', () => {
    expect(proximalOf(regularizer, [1.25, -3, 0], 0)).toEqual([1.25, -3, 0]);
  });

  it('leaves biases and gains out unless all are asked for', () => {
    const { config = { regularizer: '' } } = regularizer;
    const all = restoreRegularizer({ ...config, include: 'all' }, ...forms);
    for (const [rank, applies] of [
      [0, false],
      [1, false],
      [2, true],
      [4, true],
    ] as const) {
      expect(regularizer.applies({ rank } as tf.Tensor)).toBe(applies);
      expect(all.applies({ rank } as tf.Tensor)).toBe(true);
    }
    const kernel = tf.tensor2d([[2]]);
    const bias = tf.tensor1d([-3]);
    const value = (r: Regularizer) => r.penalty([kernel, bias]).arraySync();
    expect(value(regularizer)).toBeCloseTo(2 * a + 4 * b, 6);
    expect(value(all)).toBeCloseTo(5 * a + 13 * b, 5);
  });

  it('has the penalty 0 when it applies to no parameter', () => {
    expect(regularizer.penalty([]).arraySync()).toBe(0);
    expect(regularizer.penalty([tf.tensor1d([5])]).arraySync()).toBe(0);
  });

  it('makes one tensor, the penalty, and takes parameters from any iterable', () => {
    const parameters = new Set([tf.ones([2, 2]), tf.ones([3, 1])]);
    const before = tf.memory().numTensors;
    const penalty = regularizer.penalty(parameters.values());
    expect(tf.memory().numTensors).toBe(before + 1);
    expect(penalty.arraySync()).toBeCloseTo(7 * (a + b), 5);
  });

  it('is the same again from its config through JSON', () => {
    const text = JSON.stringify(regularizer.config);
    const restored = restoreRegularizer(JSON.parse(text), ...forms);
    expect(restored.name).toBe(regularizer.name);
    expect(JSON.stringify(restored.config)).toBe(text);
    const w = [1.5, -0.1, 0];
    expect(gradientOf(restored, w)).toEqual(gradientOf(regularizer, w));
    expect(proximalOf(restored, w, 0.5)).toEqual(proximalOf(regularizer, w, 0.5));
  });
});

describe('l1', () => {
  it('gives exactly 0, without a sign, to every weight within the threshold', () => {
    // The threshold is 0.5 · 0.5.
    const z = proximalOf(l1(0.5), [0.25, -0.25, 0.1, -0.1, 0, -0, 0.5, -0.5], 0.5);
    expect(z).toEqual([0, 0, 0, 0, 0, 0, 0.25, -0.25]);
  });

  it('penalizes the outputs of a layer, with a gradient for its weights', () => {
    // h = x w = [[3, -1], [-6, 2]], so λ Σ|h| = 0.1 · 12, and its gradient for w is λ xᵀ sign(h).
    const x = tf.tensor2d([[1], [-2]]);
    const w = tf.variable(tf.tensor2d([[3, -1]]));
    const { value, grads } = tf.variableGrads(() => l1(0.1).penalty([tf.matMul(x, w)]), [w]);
    expect(value.arraySync()).toBeCloseTo(1.2, 6);
    const [first, second] = (grads[w.name] as tf.Tensor).dataSync();
    expect(first).toBeCloseTo(0.3, 6);
    expect(second).toBeCloseTo(-0.3, 6);
  });

  it('takes a number as step size', () => {
    const program = trace({ name: 'prox', tensors: ['w'] }, ({ w }) => ({
      z: l1(0.5).proximal(w, 2),
    }));
    expect(interpret(program, { w: [3, -0.5] }, 'float32').z).toEqual(Float32Array.of(2, 0));
  });
});

describe('l2', () => {
  it('has twice its λ as weight decay, in the sense of torch.optim.SGD', () => {
    // p ← p − lr (g + wd p) with p = 2, g = 0.5, lr = 0.1, wd = 0.04: 2 − 0.1 · 0.58 = 1.942.
    const [gradient] = gradientOf(l2(0.02), [2]) as [number];
    expect(2 - 0.1 * (0.5 + gradient)).toBeCloseTo(1.942, 12);
  });
});

describe('bad options', () => {
  it.each([
    ['l1.lambda: got NaN, expected a finite number ≥ 0.', () => l1(Number.NaN)],
    ['l1.lambda: got -1', () => l1(-1)],
    ['l2.lambda: got Infinity', () => l2(Infinity)],
    ['l1.include: got "biases", expected', () => l1(1, { include: 'biases' as never })],
    ['l2: got option `includes`', () => l2(1, { includes: 'all' } as never)],
    ['elasticNet.l1: got NaN', () => elasticNet({ l1: Number.NaN, l2: 0 })],
    ['elasticNet.l2: got undefined', () => elasticNet({ l1: 0 } as never)],
    ['elasticNet: got option `ratio`', () => elasticNet({ l1: 0, l2: 0, ratio: 1 } as never)],
    ['got the regularizer "l3", expected one', () => restoreRegularizer({ regularizer: 'l3' })],
    ['got the regularizer "toString"', () => restoreRegularizer({ regularizer: 'toString' })],
    [
      'restoreRegularizer: got "srip", expected one that has `proximal`.',
      () => restoreRegularizer({ regularizer: 'srip', lambda: 1 }, 'gradient', 'proximal'),
    ],
    ['restoreRegularizer: got null', () => restoreRegularizer(null as never)],
    ['l1.lambda: got undefined', () => restoreRegularizer({ regularizer: 'l1' })],
    [
      'l1: got option `extra`',
      () => restoreRegularizer({ regularizer: 'l1', lambda: 1, extra: 1 }),
    ],
  ])('are refused: %s', (message, make) => {
    expect(make).toThrow(OptionError);
    expect(make).toThrow(message);
  });
});
