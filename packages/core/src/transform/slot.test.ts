import { describe, expect, test } from 'vitest';
import { add } from '../program/expression.js';
import { sum, total } from '../program/reduce.js';
import { defineTransform } from './define-transform.js';
import { RuleInterpreter } from './interpret-rule.js';
import { copyOfParam, filled, zeros } from './slot.js';
import { matrix, perParameter, shared } from './staged-slots.js';

const rule = defineTransform({
  name: 'Kept',
  defaults: { first: 7 },
  state: (_, shape) => ({
    ...{ zero: zeros(), three: filled(3), first: filled('first'), start: copyOfParam() },
    ...{ rows: matrix([shape[0] ?? 1, 1]) },
    ...{ own: perParameter(2), ownFirst: perParameter('first'), ownZero: perParameter() },
    ...{ all: shared(4), allFirst: shared('first'), allZero: shared() },
  }),
  update: ({ param, grad, own, all }) => ({
    param: add(param, 1),
    own: add(own, sum(grad)),
    all: add(all, total('gradients', grad)),
  }),
});

const kinds = Object.fromEntries(
  rule.state({ first: true }, [2, 3]).map(({ name, kind, shape }) => [name, [kind, shape]]),
);

describe('a slot', () => {
  test('has the shape of the parameter, one of its own, or is one number', () => {
    expect(kinds).toEqual({
      ...{ zero: ['elements', [2, 3]], three: ['elements', [2, 3]] },
      ...{ first: ['elements', [2, 3]], start: ['elements', [2, 3]] },
      rows: ['matrix', [2, 1]],
      ...{ own: ['number', []], ownFirst: ['number', []], ownZero: ['number', []] },
      ...{ all: ['shared', []], allFirst: ['shared', []], allZero: ['shared', []] },
    });
  });

  const run = new RuleInterpreter(
    rule,
    [
      { shape: [1, 2], values: [10, 20] },
      { shape: [2], values: [30, 40] },
    ],
    'float64',
  );
  run.step(
    [
      [1, 2],
      [3, 4],
    ],
    (i) => ({ first: i === 0 ? 7 : 8 }),
  );
  const [a, b] = run.parameters.map(({ slots }) =>
    Object.fromEntries(Object.entries(slots).map(([name, { values }]) => [name, [...values]])),
  );

  test('begins with zeros, a number, the value of an option, or a copy of the parameter', () => {
    expect(a).toMatchObject({ zero: [0, 0], three: [3, 3], first: [7, 7], start: [10, 20] });
    expect(b).toMatchObject({ zero: [0, 0], three: [3, 3], first: [8, 8], start: [30, 40] });
    expect([a?.rows, b?.rows]).toEqual([[0], [0, 0]]);
  });

  test('of one number belongs to one parameter, or to all of them together', () => {
    expect(a).toMatchObject({ own: [2 + 3], ownFirst: [7], ownZero: [0] });
    expect(b).toMatchObject({ own: [2 + 7], ownFirst: [8], ownZero: [0] });
    const shareds = Object.entries(run.shared).map(([name, { values }]) => [name, [...values]]);
    // It begins with the options of the first parameter that moves.
    expect(Object.fromEntries(shareds)).toEqual({ all: [4 + 10], allFirst: [7], allZero: [0] });
    expect(Object.keys({ ...a, ...b })).not.toContain('all');
  });
});
