import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { difference, tameValues } from '../../test/random-program.js';
import { checkPositive } from '../check.js';
import { OptionError, ProgramError } from '../errors.js';
import { add, type Expr, lerp, mul, neg, square, sub } from '../program/expression.js';
import { interpret } from '../program/interpret.js';
import { print } from '../program/print.js';
import type { Program } from '../program/trace.js';
import { chain, rename } from './chain.js';
import { configure } from './configure.js';
import { defineTransform } from './define-transform.js';
import { derive } from './derived.js';
import { type OptionValues, required, type Structure, structureOf } from './options.js';
import { zeros } from './slot.js';
import { traceRule } from './trace-rule.js';
import { firstStep, type Transform } from './transform.js';

/** Steps down the gradient. */
const descend = defineTransform({
  name: 'Descend',
  defaults: { learningRate: 0.1, maximize: false },
  check: (o, where) => checkPositive(where, o, 'learningRate'),
  scalars: ({ learningRate }) => ({ stepSize: learningRate }),
  update: ({ param, grad }, { stepSize }, { static: { maximize } }) => ({
    param: sub(param, mul(stepSize, maximize ? neg(grad) : grad)),
  }),
});

/** Steps down a mean of gradients; its option `learningRate` is that of `descend`. */
const momentum = defineTransform({
  name: 'Momentum',
  defaults: { learningRate: 0.1, beta: 0.5 },
  state: { m: zeros() },
  check: (o, where) => checkPositive(where, o, 'learningRate', 'beta'),
  scalars: ({ learningRate, beta }, t) => ({ beta, stepSize: learningRate / (1 - beta ** t) }),
  update({ param, grad, m }, { beta, stepSize }) {
    const mNext = lerp(grad, m, beta);
    return { param: sub(param, mul(stepSize, mNext)), m: mNext };
  },
});

/** Adds the parameter to the gradient, and does nothing where `weightDecay` is 0. */
const decay = defineTransform({
  name: 'Decay',
  defaults: { weightDecay: 0 },
  state: ({ weightDecay }) => ({ m: weightDecay && zeros() }),
  scalars: ({ weightDecay }) => ({ stepSize: weightDecay }),
  update({ param, grad, m }, { stepSize }, { static: { weightDecay } }) {
    if (!weightDecay) return {};
    return { grad: add(grad, mul(stepSize, param)), m: add(m, 1) };
  },
});

/** Shrinks the parameter by γ λ, where γ is the learning rate of a step behind it. */
const shrink = defineTransform({
  name: 'Shrink',
  defaults: { learningRate: required, shrinkage: 0.5 },
  scalars: ({ learningRate, shrinkage }) => ({ keep: 1 - learningRate * shrinkage }),
  update: ({ param }, { keep }) => ({ param: mul(keep, param) }),
});

/** The program of a rule that needs one only. */
function programOf(rule: Transform, options: OptionValues): Program {
  const { stages } = traceRule(rule, options);
  expect(stages).toHaveLength(1);
  return stages[0].program;
}

const slotsOf = (rule: Transform, structure: Structure) =>
  rule.state(structure, []).map(({ name }) => name);

const scalarsOf = (rule: Transform, options: OptionValues, t = 1) =>
  rule.scalars(options, { ...firstStep({}), t });

/** One step in float64, from slots filled with numbers. */
function step(rule: Transform, options: OptionValues, t = 1) {
  const program = programOf(rule, options);
  const tensors = Object.fromEntries(
    program.tensors.map((name, i) => [name, tameValues(40 + i, 3)]),
  );
  const inputs = {
    ...tensors,
    // The parameter and the gradient are the same whatever the slots are.
    param: Float64Array.of(1, -2, 3),
    grad: Float64Array.of(0.5, 0.25, -4),
    ...scalarsOf(rule, options, t),
  };
  return { program, outputs: interpret(program, inputs, 'float64') };
}

/** What a function of θ and g is at the parameter and the gradient of {@link step}. */
const elementwise = (of: (theta: number, g: number) => number) =>
  Float64Array.of(of(1, 0.5), of(-2, 0.25), of(3, -4));

describe('chain', () => {
  test('applies its transforms in turn: each sees what those before it left', () => {
    const options = { learningRate: 0.1, maximize: false, weightDecay: 0.5 };
    const decayed = (theta: number, g: number) => theta - 0.1 * (g + 0.5 * theta);
    expect(step(chain(decay, descend), options).outputs.param).toEqual(elementwise(decayed));
    // The first step has no part in the decay behind it.
    expect(step(chain(descend, decay, descend), options).outputs.param).toEqual(
      elementwise((theta, g) => decayed(theta - 0.1 * g, g)),
    );
  });

  test('hands the new parameter on', () => {
    const options = { learningRate: 0.1, maximize: false };
    expect(step(chain(descend, descend), options).outputs.param).toEqual(
      elementwise((theta, g) => theta - 0.1 * g - 0.1 * g),
    );
  });

  test('of one transform equals the transform', () => {
    const options = { ...descend.defaults, ...momentum.defaults, weightDecay: 0.1, maximize: true };
    for (const rule of [descend, momentum, chain(decay, descend)]) {
      const one = chain(rule);
      expect(print(programOf(one, options))).toBe(print(programOf(rule, options)));
      expect(one.name).toBe(rule.name);
      expect(one.defaults).toEqual(rule.defaults);
      expect(one.broadcasts).toEqual(rule.broadcasts);
      expect(scalarsOf(one, options, 3)).toEqual(scalarsOf(rule, options, 3));
    }
  });

  test('of no transforms changes nothing', () => {
    const { defaults } = descend;
    const text = (rule: Transform) => print(programOf(rename(rule, 'Same'), defaults));
    expect(text(chain(chain(), descend, chain()))).toBe(text(descend));
    expect([chain().transforms, chain().defaults]).toEqual([[], {}]);
  });

  test('puts the name of the transform before a slot or scalar that is taken', () => {
    const three = chain(momentum, decay, momentum);
    const structure = structureOf({ ...three.defaults, weightDecay: 1 });
    expect(slotsOf(three, structure)).toEqual(['m', 'Decay.m', 'Momentum.m']);
    expect(Object.keys(scalarsOf(three, three.defaults))).toEqual([
      ...['beta', 'stepSize', 'Decay.stepSize', 'Momentum.beta', 'Momentum.stepSize'],
    ]);
    expect(slotsOf(chain(momentum, momentum, momentum), {})).toEqual([
      ...['m', 'Momentum.m', 'Momentum2.m'],
    ]);
  });

  test('keeps slots and scalars of one transform apart from those of another', () => {
    const named = (name: string, slot: string, scalar: string) =>
      defineTransform({
        name,
        state: { [slot]: zeros() },
        scalars: () => ({ [scalar]: 2 }),
        update(tensors, scalars) {
          const next = add(tensors[slot] as Expr, scalars[scalar] as Expr);
          return { param: add(tensors.param, next), [slot]: next };
        },
      });
    const both = chain(named('A', 'one', 'two'), named('B', 'two', 'one'));
    const program = programOf(both, {});
    const inputs = [...program.tensors, ...program.scalars];
    expect(inputs).toHaveLength(5);
    expect(new Set(inputs).size).toBe(5);
  });

  test('leaves a slot of another transform alone', () => {
    const careless = defineTransform({
      name: 'Careless',
      update: ({ param }) => ({ m: mul(param, 0) }) as never,
    });
    expect(() => traceRule(chain(momentum, careless), momentum.defaults)).toThrow(
      new ProgramError(
        'Careless: got the output `m`, expected param, grad. Declare it in `state`.',
      ),
    );
  });

  test('shares a 0-D tensor that several transforms name', () => {
    const scaled = derive(defineTransform({ name: 'Scaled', update: () => ({}) }), {
      broadcasts: ['factor'],
      update: ({ grad, factor }) => ({ grad: mul(grad as Expr, factor as Expr) }),
    });
    const program = programOf(chain(scaled, scaled, descend), descend.defaults);
    expect(program.broadcasts).toEqual(['factor']);
  });

  test('checks the options of each of its transforms', () => {
    const both = chain(descend, momentum);
    expect(() => both.check({ ...both.defaults, beta: 0 }, 'Both')).toThrow(
      new OptionError('Both.beta: got 0, expected a finite number > 0.'),
    );
    expect(() => both.check(both.defaults, 'Both')).not.toThrow();
  });

  test('leaves its transforms as they were', () => {
    const before = print(programOf(momentum, momentum.defaults));
    const both = chain(momentum, momentum);
    traceRule(both, both.defaults);
    expect(print(programOf(momentum, momentum.defaults))).toBe(before);
  });

  test('gives the same numbers however its transforms are grouped', () => {
    const powers = defineTransform({
      name: 'Powers',
      defaults: { gamma: 0.25 },
      state: { m: zeros(), v: zeros() },
      scalars: ({ gamma }, t) => ({ beta: gamma, scale: gamma ** t }),
      update({ grad, m, v }, { beta, scale }) {
        const vNext = lerp(square(grad), v, beta);
        return { grad: mul(add(vNext, m), scale), m: lerp(grad, m, beta), v: vNext };
      },
    });
    const transforms = fc.array(fc.constantFrom(descend, momentum, decay, powers, shrink), {
      minLength: 2,
      maxLength: 4,
    });
    fc.assert(
      fc.property(transforms, fc.nat(), fc.integer({ min: 1, max: 9 }), (some, cut, t) => {
        // Ends with a step, which reads whatever became of the gradient.
        const list = [...some, descend];
        const at = 1 + (cut % (list.length - 1));
        const flat = chain(...list);
        const options = { ...flat.defaults, weightDecay: 0.5 };
        const left = chain(chain(...list.slice(0, at)), ...list.slice(at));
        const right = chain(...list.slice(0, at), chain(...list.slice(at)));
        const expected = step(flat, options, t);
        for (const grouped of [left, right]) {
          expect(grouped.name).toBe(flat.name);
          expect(grouped.defaults).toEqual(flat.defaults);
          const actual = step(grouped, options, t);
          // Slots have other names, but the same order.
          expect(actual.program.outputs.length).toBe(expected.program.outputs.length);
          actual.program.outputs.forEach(({ name }, i) => {
            const { name: other } = expected.program.outputs[i] as { name: string };
            expect(
              difference(
                actual.outputs[name] as Float64Array,
                expected.outputs[other] as Float64Array,
              ),
            ).toBeUndefined();
          });
        }
      }),
      { seed: 1, numRuns: 200 },
    );
  });
});

describe('rename', () => {
  test('changes the name and nothing else', () => {
    const rule = chain(decay, configure(momentum, { learningRate: 0.2 }));
    const other = rename(rule, 'Other');
    expect(other.name).toBe('Other');
    expect(other.transforms).toEqual(rule.transforms);
    expect([other.defaults, other.given]).toEqual([rule.defaults, rule.given]);
    const options = { ...rule.defaults, weightDecay: 0.5 };
    expect(programOf(other, options)).toEqual({ ...programOf(rule, options), name: 'Other' });
    expect(rule.name).toBe('Decay + Momentum');
  });

  test('leaves slots their names', () => {
    expect(slotsOf(rename(momentum, 'Other'), {})).toEqual(['m']);
    expect(slotsOf(chain(momentum, rename(momentum, 'Other')), {})).toEqual(['m', 'Momentum.m']);
  });
});
