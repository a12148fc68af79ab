import { describe, expect, test } from 'vitest';
import { OptionError } from '../errors.js';
import { add, bits, type Expr, input, mul, number, sub, uniform } from '../program/expression.js';
import { cautious } from '../transforms/cautious.js';
import { holdable } from '../transforms/holdable.js';
import { bind } from './bind.js';
import { chain, rename } from './chain.js';
import { configure } from './configure.js';
import { defineTransform } from './define-transform.js';
import { derive, mapUpdates } from './derived.js';
import { rowwise } from './rowwise.js';
import { copyOfParam, filled } from './slot.js';
import { matrix, perParameter, shared } from './staged-slots.js';
import { numberNames, type Transform, type Update } from './transform.js';

/** A rule that has everything a rule can have, none of it as it is by default. */
const everything = configure(
  rowwise(
    defineTransform({
      name: 'Everything',
      defaults: { learningRate: 0.1, beta: 0.5 },
      fixed: { size: 2 },
      state: ({ size }, shape) => ({
        ...{ m: filled('beta'), start: copyOfParam(), v: perParameter(3), d: shared(4) },
        rows: matrix([shape[0] ?? 1, size]),
      }),
      check(o, where) {
        if (o.beta > 1) throw new OptionError(`${where}.beta: got ${o.beta}.`);
      },
      checkShape(shape, where) {
        if (shape.length > 2) throw new OptionError(`${where} of shape [${shape}].`);
      },
      memory: ({ beta }) => ({ product: beta }),
      remember: ({ beta }, t, { memory: { product } }) => ({ product: product * beta * t }),
      random: (_, t) => ({ key: t, stream: 2 * t, draw: 3 * t }),
      scalars: ({ learningRate }, t, { memory: { product } }) => ({
        gamma: learningRate * t * product,
      }),
      update({ param, grad, m }, { gamma }, { random: { key, stream, draw } }) {
        const noise = uniform(bits(key, stream, draw));
        return { param: sub(param, mul(gamma, add(grad, noise))), m: add(m, grad) };
      },
      further: { restart: ({ param }) => ({ m: param }) },
    }),
  ),
  { learningRate: (k: number) => 0.5 ** k },
);

const options = { learningRate: 0.25, beta: 0.75, size: 3 };
const step = { t: 3, groupStep: 1, lossScale: 2, memory: { product: 5 } };

/** What a rule is beside its formulas. */
const descriptionOf = (rule: Transform) => ({
  ...{ name: rule.name, isStep: rule.isStep },
  ...{ defaults: rule.defaults, given: rule.given, fixed: rule.fixed },
  ...{
    broadcasts: rule.broadcasts,
    dependsOnShape: rule.dependsOnShape,
    rowwise: rule.rows !== undefined,
  },
  state: rule
    .state({ size: 3 }, [4, 2])
    .map(({ initial, ...slot }) => [slot, initial === 'param' ? initial : initial(options)]),
  memory: rule.initialMemory(options, 1),
  remembered: rule.remember(options, step),
  scalars: rule.scalars(options, step),
  random: rule.random(options, step),
  further: Object.keys(rule.further),
});

const refusals = (rule: Transform) => [
  () => rule.check({ ...options, beta: 2 }, 'Here'),
  () => rule.checkShape([1, 2, 3], 'Here: got "w"'),
];

describe('derive', () => {
  const same = derive(everything, {});

  test('is the transform inside it, in all of which nothing else is said', () => {
    expect(descriptionOf(same)).toEqual(descriptionOf(everything));
    expect(same.update).toBe(everything.update);
    expect(same.further).toBe(everything.further);
    const [check, checkShape] = refusals(same);
    expect(check).toThrow(new OptionError('Here.beta: got 2.'));
    expect(checkShape).toThrow(new OptionError('Here: got "w" of shape [1,2,3].'));
  });

  test('takes part in a chain as itself, not as what it is made of', () => {
    expect(same.transforms).toEqual([same]);
    expect(chain(same).transforms).toEqual([same]);
  });
});

describe('everything that a rule has is kept', () => {
  test.each([
    ['rename', (rule: Transform) => rename(rule, 'Everything')],
    ['chain', (rule: Transform) => chain(chain(), rule)],
    ['rowwise', rowwise],
    ['configure', (rule: Transform) => configure(rule, { beta: 0.5 })],
  ])('by %s', (_, wrap) => {
    const wrapped = wrap(everything);
    const { given, name, ...rest } = descriptionOf(wrapped);
    expect(descriptionOf(everything)).toMatchObject(rest);
    expect(given).toMatchObject(everything.given);
    for (const refusal of refusals(wrapped)) expect(refusal).toThrow(OptionError);
  });

  test.each([
    ['holdable', holdable],
    ['bind', (rule: Transform) => bind(rule)],
    ['cautious', cautious],
  ])('by %s, as far as it says nothing else', (_, wrap) => {
    const wrapped = wrap(everything);
    const { dependsOnShape, rowwise: isRowwise, further, state } = descriptionOf(wrapped);
    const expected = descriptionOf(everything);
    expect({ dependsOnShape, rowwise: isRowwise, further }).toEqual({
      ...{ dependsOnShape: true, rowwise: true, further: ['restart'] },
    });
    expect(state.map(([slot]) => slot)).toHaveLength(expected.state.length);
    expect(numberNames(wrapped)).toEqual(numberNames(everything));
    expect(() => wrapped.checkShape([1, 2, 3], 'Here')).toThrow(OptionError);
  });
});

test('mapUpdates changes every formula alike', () => {
  const updates: Readonly<Record<string, Update>> = {
    restart: ({ param }) => ({ m: param as Expr }),
    forget: () => ({ m: number(0) }),
  };
  const doubled = mapUpdates(updates, (update) => (...given) => ({
    m: mul(2, update(...given).m as Expr),
  }));
  const param = input('tensor', 'param');
  const context = { static: {}, shape: [], random: {}, touched: undefined };
  const made = Object.entries(doubled).map(([name, update]) => [
    name,
    update({ param }, {}, context).m,
  ]);
  expect(Object.fromEntries(made)).toEqual({ restart: mul(2, param), forget: mul(2, 0) });
});
