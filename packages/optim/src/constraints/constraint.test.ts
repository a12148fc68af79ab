// Constraints, whose numbers come from Keras, optax and PyTorch.

import { type Constraint, chain, OptionError, type SavedConstraint } from '@nadir/core';
import { constrain } from '@nadir/core/internal';
import { afterStep, descend, expectClose, goldenCases } from '@nadir/testing';
import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { l1 } from '../regularizers/l1.js';
import { SGD } from '../sgd/sgd.js';
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
import { restoreConstraint } from './restore-constraint.js';
import { simplex } from './simplex.js';
import { unitNorm } from './unit-norm.js';

interface Case {
  readonly source: string;
  readonly config: SavedConstraint;
  readonly shape: number[];
  readonly weight: number[];
  readonly projected: number[];
}

const cases = goldenCases<Case>('constraints').map((one) => ({
  ...one,
  title: `${JSON.stringify(one.config)} of [${one.shape}] by ${one.source}`,
}));

const project = (constraint: Constraint, shape: number[], values: number[]): number[] =>
  afterStep(chain(descend, constrain(constraint)), [{ shape, values }])[0] as number[];

beforeAll(() => tf.setBackend('cpu'));

describe.each(cases)('$title', ({ config, shape, weight, projected }) => {
  it('is that of the reference in float64', () => {
    expectClose(project(restoreConstraint(config), shape, weight), projected, 1e-9);
  });

  it('is that of the reference after a step of an optimizer', () => {
    const w = tf.variable(tf.tensor(weight, shape));
    const optimizer = new SGD([w], { learningRate: 1, constraint: restoreConstraint(config) });
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
  it('acts after the proximal step, and leaves vectors out unless told', () => {
    const matrix = tf.variable(tf.tensor2d([[1, -1, 0.25]]));
    const vector = tf.variable(tf.tensor1d([-1]));
    const step = (constraint: Constraint) => {
      const optimizer = new SGD([matrix, vector], {
        learningRate: 1,
        proximal: l1(0.5),
        constraint,
      });
      optimizer.applyGradients(
        [matrix, vector].map((w) => ({ name: w.name, tensor: tf.zerosLike(w) })),
      );
      return [...matrix.dataSync(), ...vector.dataSync()];
    };
    // Soft thresholding by 0.5 comes first: (0.5, −0.5, 0).
    expect(step(box(-0.25, 2))).toEqual([0.5, -0.25, 0, -1]);
    expect(step(nonNegative({ include: 'all' }))).toEqual([0, 0, 0, 0]);
  });

  it('is in the state dict and the config, and is restored', () => {
    const w = tf.variable(tf.tensor2d([[3, 4]]), true, 'constrained');
    const first = new SGD([w], { constraint: maxNorm(1, { units: 'input' }) });
    const second = new SGD([w]);
    second.loadStateDict(first.stateDict());
    const third = SGD.fromConfig(SGD as never, JSON.parse(JSON.stringify(first.getConfig())));
    for (const optimizer of [first, second, third as SGD]) {
      const [group] = optimizer.groups;
      expect(group?.options.constraint).toMatchObject({
        config: { constraint: 'maxNorm', maxValue: 1, units: 'input', include: 'weights' },
      });
      w.assign(tf.tensor2d([[3, 4]]));
      optimizer.applyGradients({ [w.name]: tf.zerosLike(w) });
      // 5 / (5 + 1e-7) · (0.6, 0.8)
      expectClose(w.dataSync(), [0.6, 0.8], 1e-6);
    }
  });

  it('is refused where it leaves out every parameter, or fits none', () => {
    const vector = tf.variable(tf.ones([3]));
    expect(() => new SGD([vector], { constraint: maxNorm() })).toThrow(
      /SGD\.constraint: got maxNorm for parameters of rank ≤ 1 only/,
    );
    expect(() => new SGD([vector], { constraint: l1(1) as never })).toThrow(
      'SGD.constraint: got l1, expected a constraint such as maxNorm(2), or null.',
    );
    const matrix = tf.variable(tf.ones([3, 2]), true, 'matrix');
    const refused = /got "matrix" \[3,2\] with 3 weights in a unit, expected the 2 of the normal/;
    const constraint = hyperplane([1, 1], 0);
    expect(() => new SGD([matrix], { constraint })).toThrow(refused);
    const optimizer = new SGD([matrix]);
    expect(() => optimizer.setOptions({ constraint })).toThrow(refused);
    expect(optimizer.groups[0]?.options.constraint).toBeNull();
    const open = new SGD({ constraint });
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
      'restoreConstraint: got "maxnorm"',
      () => restoreConstraint({ constraint: 'maxnorm' } as never),
    ],
    ['restoreConstraint: got null', () => restoreConstraint(null as never)],
    [
      'nonNegative: got option `low`',
      () => restoreConstraint({ constraint: 'nonNegative', low: 0 } as never),
    ],
  ])('refuse bad options: %s', (message, make) => {
    expect(make).toThrow(OptionError);
    expect(make).toThrow(message);
  });
});
