// Constraints, whose numbers come from Keras, optax and PyTorch.

import { OptionError, type Regularizer } from '@nadir/core';
import type { Constraint, SavedRegularizer } from '@nadir/core/internal';
import { expectClose, goldenCases, proximalOf } from '@nadir/testing';
import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { SGD } from '../../sgd/sgd.js';
import { l1 } from '../penalties/l1.js';
import { srip } from '../penalties/srip.js';
import { restoreRegularizer } from '../restore-regularizer.js';
import { box } from './box.js';
import { halfspace } from './halfspace.js';
import { hyperplane } from './hyperplane.js';
import { l1Ball } from './l1-ball.js';
import { l1Sphere } from './l1-sphere.js';
import { l2Ball } from './l2-ball.js';
import { l2Sphere } from './l2-sphere.js';
import { maxNorm } from './max-norm.js';
import { minMaxNorm } from './min-max-norm.js';
import { nonNegative } from './non-negative.js';
import { renorm } from './renorm.js';
import { simplex } from './simplex.js';
import { unitNorm } from './unit-norm.js';

interface Case {
  readonly source: string;
  readonly config: SavedRegularizer;
  readonly shape: number[];
  readonly weight: number[];
  readonly projected: number[];
}

const cases = goldenCases<Case>('constraints').map((one) => ({
  ...one,
  title: `${JSON.stringify(one.config)} of [${one.shape}] by ${one.source}`,
}));

const restored = (config: SavedRegularizer) => restoreRegularizer(config, 'proximal');

/** The projection, in a step of any size. */
const project = (
  constraint: Regularizer<'proximal'>,
  shape: number[],
  values: number[],
): number[] => proximalOf(constraint, shape, values, 0.25);

beforeAll(() => tf.setBackend('cpu'));

describe.each(cases)('$title', ({ config, shape, weight, projected }) => {
  it('is that of the reference in float64', () => {
    expectClose(project(restored(config), shape, weight), projected, 1e-9);
  });

  it('is that of the reference after a step of an optimizer', () => {
    const w = tf.variable(tf.tensor(weight, shape));
    const optimizer = new SGD([w], { learningRate: 1, proximal: restored(config) });
    optimizer.applyGradients({ [w.name]: tf.zerosLike(w) });
    expectClose(w.dataSync(), projected, 2e-6);
  });
});

/** Sets, and whether a point is in one. */
const sets: [Constraint, (w: number[]) => boolean][] = [
  [nonNegative(), (w) => w.every((x) => x >= 0)],
  [box(-0.5, 1), (w) => w.every((x) => x >= -0.5 && x <= 1)],
  [l1Ball(1, { units: 'tensor' }), (w) => sum(w.map(Math.abs)) <= 1 + 1e-9],
  [l2Ball(1, { units: 'tensor' }), (w) => Math.hypot(...w) <= 1 + 1e-9],
  [simplex(1, { units: 'tensor' }), (w) => Math.abs(sum(w) - 1) < 1e-9 && w.every((x) => x >= 0)],
  [halfspace([1, 2, 3, 4, 5, 6], 1, { units: 'tensor' }), (w) => weighted(w) <= 1 + 1e-9],
  [hyperplane([1, 2, 3, 4, 5, 6], 1, { units: 'tensor' }), (w) => Math.abs(weighted(w) - 1) < 1e-9],
];
const sum = (w: number[]): number => w.reduce((a, b) => a + b, 0);
const weighted = (w: number[]): number => sum(w.map((x, i) => (i + 1) * x));

describe.each(sets)('the projection onto the convex set $name', (constraint, holds) => {
  const matrix = fc.array(fc.double({ min: -3, max: 3, noNaN: true }), {
    minLength: 6,
    maxLength: 6,
  });
  const onto = (w: number[]) => project(constraint, [2, 3], w);

  it('lies in it, and is itself there', () => {
    fc.assert(
      fc.property(matrix, (w) => {
        const z = onto(w);
        expect(holds(z)).toBe(true);
        expectClose(onto(z), z, 1e-9);
      }),
    );
  });

  it('is nearer than any other point of it', () => {
    // That of a convex set is the one point z with ⟨w − z, y − z⟩ ≤ 0 for every y of the set.
    fc.assert(
      fc.property(matrix, matrix, (w, other) => {
        const [z, y] = [onto(w), onto(other)];
        const product = sum(z.map((x, i) => ((w[i] as number) - x) * ((y[i] as number) - x)));
        expect(product).toBeLessThanOrEqual(1e-9);
      }),
    );
  });
});

describe('a constraint of an optimizer', () => {
  it('acts after the proximal step of a penalty, and leaves vectors out unless told', () => {
    const matrix = tf.variable(tf.tensor2d([[1, -1, 0.25]]));
    const vector = tf.variable(tf.tensor1d([-1]));
    const step = (proximal: Regularizer<'proximal'>[]) => {
      const optimizer = new SGD([matrix, vector], { learningRate: 1, proximal });
      optimizer.applyGradients(
        [matrix, vector].map((w) => ({ name: w.name, tensor: tf.zerosLike(w) })),
      );
      return [...matrix.dataSync(), ...vector.dataSync()];
    };
    // Soft thresholding by 0.5 comes first: (0.5, −0.5, 0).
    expect(step([l1(0.5), box(-0.25, 2)])).toEqual([0.5, -0.25, 0, -1]);
    expect(step([l1(0.5), nonNegative({ include: 'all' })])).toEqual([0, 0, 0, 0]);
  });

  it('acts in the order of the list', () => {
    const w = tf.variable(tf.tensor2d([[3, -4]]));
    const step = (...proximal: Constraint[]) => {
      w.assign(tf.tensor2d([[3, -4]]));
      new SGD([w], { proximal }).applyGradients({ [w.name]: tf.zerosLike(w) });
      return w.dataSync();
    };
    const ball = l2Ball(1, { units: 'tensor' });
    expectClose(step(nonNegative(), ball), [1, 0], 1e-6);
    expectClose(step(ball, nonNegative()), [0.6, 0], 1e-6);
    expectClose(step(), [3, -4], 0);
  });

  it.each([
    ['alone', maxNorm(1, { units: 'input' })],
    ['in a list', [maxNorm(1, { units: 'input' }), nonNegative()]],
  ])('%s is in the state dict and the config, and is restored', (_, proximal) => {
    const w = tf.variable(tf.tensor2d([[3, 4]]));
    const first = new SGD([['w', w]], { proximal });
    const second = new SGD([['w', w]]);
    second.loadStateDict(first.stateDict());
    const third = SGD.fromConfig(SGD as never, JSON.parse(JSON.stringify(first.getConfig())));
    for (const optimizer of [first, second, third as SGD]) {
      const [group] = optimizer.groups;
      const given = group?.options.proximal ?? null;
      expect(Array.isArray(given)).toBe(Array.isArray(proximal));
      expect([given].flat()[0]).toMatchObject({
        config: { regularizer: 'maxNorm', maxValue: 1, units: 'input', include: 'weights' },
      });
      w.assign(tf.tensor2d([[3, 4]]));
      optimizer.applyGradients({ [w.name]: tf.zerosLike(w) });
      // 5 / (5 + 1e-7) · (0.6, 0.8)
      expectClose(w.dataSync(), [0.6, 0.8], 1e-6);
    }
  });

  it('is refused where it leaves out every parameter, or fits none', () => {
    const vector = tf.variable(tf.ones([3]));
    expect(() => new SGD([vector], { proximal: maxNorm() })).toThrow(
      /SGD\.proximal: got maxNorm for parameters of rank ≤ 1 only/,
    );
    expect(() => new SGD([vector], { proximal: [maxNorm(), srip(1) as never] })).toThrow(
      'SGD.proximal[1]: got srip, expected a penalty or constraint with a proximal step such as ' +
        'l1(1e-4) or maxNorm(2), a list of them, or null.',
    );
    const matrix = tf.variable(tf.ones([3, 2]), true, 'matrix');
    const refused = /got "matrix" \[3,2\] with 3 weights in a unit, expected the 2 of the normal/;
    const proximal = hyperplane([1, 1], 0);
    expect(() => new SGD([matrix], { proximal })).toThrow(refused);
    const optimizer = new SGD([matrix]);
    expect(() => optimizer.setOptions({ proximal })).toThrow(refused);
    expect(optimizer.groups[0]?.options.proximal).toBeNull();
    const open = new SGD({ proximal });
    expect(() => open.applyGradients({ [matrix.name]: tf.ones([3, 2]) })).toThrow(refused);
    expect(open.groups[0]?.parameters).toEqual([]);
  });
});

describe('constraints', () => {
  it('make something finite of zeros', () => {
    for (const constraint of [
      maxNorm(),
      unitNorm(),
      minMaxNorm({ minValue: 1 }),
      renorm(1),
      l2Ball(1),
      l2Sphere(1),
    ]) {
      expect(project(constraint, [2, 2], [0, 0, 0, 0])).toEqual([0, 0, 0, 0]);
    }
    expect(project(l1Sphere(1), [2, 1], [0, 0])).toEqual([0.5, 0.5]);
    expect(project(simplex(), [2, 1], [0, 0])).toEqual([0.5, 0.5]);
  });

  it('take each element of a vector for a unit, or all of it together', () => {
    const all = { include: 'all' } as const;
    expect(project(l2Ball(1, all), [3], [3, -4, 0.5])).toEqual([1, -1, 0.5]);
    expectClose(project(l2Ball(1, { ...all, units: 'input' }), [2], [3, 4]), [0.6, 0.8], 1e-15);
    expectClose(project(l2Ball(1, { ...all, units: 'tensor' }), [2], [3, 4]), [0.6, 0.8], 1e-15);
    expect(project(l2Ball(1, all), [], [3])).toEqual([1]);
  });

  it.each([
    ['maxNorm.maxValue: got 0', () => maxNorm(0)],
    ['maxNorm.units: got "rows"', () => maxNorm(1, { units: 'rows' as never })],
    [
      'maxNorm: got option `axis`, expected `include`, `units`.',
      () => maxNorm(1, { axis: 0 } as never),
    ],
    [
      'minMaxNorm: got option `axis`, expected `include`, `units`, `minValue`, `maxValue`, `rate`.',
      () => minMaxNorm({ axis: 0 } as never),
    ],
    ['nonNegative.include: got "biases"', () => nonNegative({ include: 'biases' as never })],
    ['minMaxNorm.rate: got 2', () => minMaxNorm({ rate: 2 })],
    ['got minValue 2 and maxValue 1', () => minMaxNorm({ minValue: 2 })],
    ['box.low: got -Infinity', () => box(-Infinity, 1)],
    ['box: got low 2 and high 1', () => box(2, 1)],
    ['simplex.total: got -1', () => simplex(-1)],
    ['renorm.maxValue: got NaN', () => renorm(Number.NaN)],
    ['l1Ball.radius: got 0', () => l1Ball(0)],
    ['l1Sphere.radius: got 0', () => l1Sphere(0)],
    ['l2Ball.radius: got 0', () => l2Ball(0)],
    ['l2Sphere.radius: got 0', () => l2Sphere(0)],
    ['halfspace.normal: got [0, 0]', () => halfspace([0, 0], 1)],
    ['hyperplane.normal: got [1, NaN]', () => hyperplane([1, Number.NaN], 1)],
    ['hyperplane.offset: got NaN', () => hyperplane([1], Number.NaN)],
    [
      'restoreRegularizer: got the regularizer "maxnorm"',
      () => restoreRegularizer({ regularizer: 'maxnorm' }),
    ],
    [
      'nonNegative: got option `low`',
      () => restoreRegularizer({ regularizer: 'nonNegative', low: 0 }),
    ],
  ])('refuse bad options: %s', (message, make) => {
    expect(make).toThrow(OptionError);
    expect(make).toThrow(message);
  });
});
