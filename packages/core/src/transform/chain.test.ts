import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkPositive } from '../check.js';
import { OptionError, ProgramError } from '../errors.js';
import { add, type Expr, lerp, mul, neg, square, sub } from '../program/expression.js';
import { interpret } from '../program/interpret.js';
import { print } from '../program/print.js';
import { difference, tameValues } from '../program/random-program.test.js';
import type { Program } from '../program/trace.js';
import { chain } from './chain.js';
import { defineTransform } from './define-transform.js';
import { type OptionValues, type Structure, structureOf } from './options.js';
import { zeros } from './slot.js';
import { traceRule } from './trace-rule.js';
import type { Transform } from './transform.js';

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
  state: { m: zeros() },
  defaults: { learningRate: 0.2, beta: 0.5 },
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
  state: ({ weightDecay }) => ({ m: weightDecay && zeros() }),
  defaults: { weightDecay: 0 },
  scalars: ({ weightDecay }) => ({ stepSize: weightDecay }),
  update({ param, grad, m }, { stepSize }, { static: { weightDecay } }) {
    if (!weightDecay) return {};
    return { grad: add(grad, mul(stepSize, param)), m: add(m, 1) };
  },
});

/** The program of a rule that needs one only. */
function programOf(rule: Transform, options: OptionValues): Program {
  const { stages } = traceRule(rule, options);
  expect(stages).toHaveLength(1);
  return stages[0].program;
}

const slotsOf = (rule: Transform, structure: Structure) =>
  rule.state(structure, []).map(({ name }) => name);

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
    ...rule.scalars(options, t, {}),
  };
  return { program, outputs: interpret(program, inputs, 'float64') };
}

describe('traceRule', () => {
  test('reads param, grad, slots and scalars, and writes param and slots', () => {
    const program = programOf(momentum, momentum.defaults);
    expect(program.name).toBe('Momentum');
    expect(program.tensors).toEqual(['param', 'grad', 'm']);
    expect(program.scalars).toEqual(['beta', 'stepSize']);
    expect(program.outputs.map(({ name }) => name)).toEqual(['param', 'm']);
  });

  test('computes the numbers of the formula', () => {
    // θ − γ g with γ = 0.1.
    expect(step(descend, descend.defaults).outputs.param).toEqual(
      Float64Array.of(1 - 0.1 * 0.5, -2 - 0.1 * 0.25, 3 - 0.1 * -4),
    );
  });

  test('follows boolean options, and numbers by whether they are 0', () => {
    expect(step(descend, { ...descend.defaults, maximize: true }).outputs.param).toEqual(
      Float64Array.of(1 - 0.1 * -0.5, -2 - 0.1 * -0.25, 3 - 0.1 * 4),
    );
    expect(slotsOf(decay, structureOf({ weightDecay: 0 }))).toEqual([]);
    expect(slotsOf(decay, structureOf({ weightDecay: 0.1 }))).toEqual(['m']);
    expect(programOf(decay, { weightDecay: 0 }).outputs).toEqual([]);
  });

  test('gives one program for all values of an option that keep its structure', () => {
    const text = (learningRate: number) =>
      print(programOf(descend, { ...descend.defaults, learningRate }));
    expect(text(0.1)).toBe(text(7));
  });

  test('leaves the gradient out of the outputs', () => {
    const program = programOf(decay, { weightDecay: 0.1 });
    expect(program.outputs.map(({ name }) => name)).toEqual(['m']);
  });

  test('hands 0-D tensors that the rule names to it', () => {
    const clipped = defineTransform({
      name: 'Clipped',
      broadcasts: ['factor'],
      update: ({ param, grad, factor }) => ({ param: sub(param, mul(factor, grad)) }),
    });
    expect(programOf(clipped, {}).broadcasts).toEqual(['factor']);
  });

  test('refuses an output that is no slot', () => {
    const misspelled = defineTransform({
      name: 'Misspelled',
      state: { m: zeros() },
      update: ({ grad }) => ({ n: grad }) as never,
    });
    expect(() => traceRule(misspelled, {})).toThrow(
      new ProgramError(
        'Misspelled: got the output `n`, expected param, m. List it among the slots.',
      ),
    );
  });

  test('refuses an operand that is neither slot nor scalar', () => {
    const misspelled = defineTransform({
      name: 'Misspelled',
      update: ({ param, ...rest }) => ({ param: add(param, (rest as unknown as { m: Expr }).m) }),
    });
    expect(() => traceRule(misspelled, {})).toThrow(ProgramError);
  });
});

describe('structureOf', () => {
  test('keeps flags and words, and of a number whether it matters', () => {
    expect(structureOf({ a: 0, b: -0, c: 1e-9, d: -1, e: true, f: false, g: 'l1' })).toEqual({
      ...{ a: false, b: false, c: true, d: true, e: true, f: false, g: 'l1' },
    });
  });

  test('keeps the values of fixed numbers', () => {
    expect(structureOf({ size: 3, rate: 3 }, ['size'])).toEqual({ size: 3, rate: true });
  });

  test('takes NaN, which stands for a schedule, as a number that matters', () => {
    expect(structureOf({ learningRate: Number.NaN })).toEqual({ learningRate: true });
  });
});

describe('chain', () => {
  test('applies its rules in turn: each sees what those before it left', () => {
    // `decay` first: the gradient becomes g + λ θ. `descend` first: it has no part in the step.
    const options = { learningRate: 0.1, maximize: false, weightDecay: 0.5 };
    const g = (theta: number, grad: number) => theta - 0.1 * (grad + 0.5 * theta);
    expect(step(chain(decay, descend), options).outputs.param).toEqual(
      Float64Array.of(g(1, 0.5), g(-2, 0.25), g(3, -4)),
    );
    expect(step(chain(descend, decay), options).outputs.param).toEqual(
      step(descend, options).outputs.param,
    );
  });

  test('hands the new parameter on', () => {
    const options = { learningRate: 0.1, maximize: false };
    const twice = (theta: number, grad: number) => theta - 0.1 * grad - 0.1 * grad;
    expect(step(chain(descend, descend), options).outputs.param).toEqual(
      Float64Array.of(twice(1, 0.5), twice(-2, 0.25), twice(3, -4)),
    );
  });

  test('of one rule equals the rule', () => {
    const options = { ...momentum.defaults, ...decay.defaults, weightDecay: 0.1 };
    for (const rule of [descend, momentum, decay]) {
      const one = chain(rule);
      expect(print(programOf(one, { maximize: true, ...options }))).toBe(
        print(programOf(rule, { maximize: true, ...options })),
      );
      expect(one.name).toBe(rule.name);
      expect(one.defaults).toEqual(rule.defaults);
      expect(one.broadcasts).toEqual(rule.broadcasts);
      expect(one.scalars({ ...options, maximize: true }, 3, {})).toEqual(
        rule.scalars({ ...options, maximize: true }, 3, {}),
      );
    }
  });

  test('of no rules changes nothing', () => {
    expect(programOf(chain(), {}).outputs).toEqual([]);
  });

  test('shares an option that several rules name', () => {
    const both = chain(descend, momentum);
    expect(both.scalars({ ...both.defaults, learningRate: 4, beta: 0.5 }, 1, {})).toEqual({
      stepSize: 4,
      beta: 0.5,
      'Momentum.stepSize': 8,
    });
  });

  test('puts the name of the rule before a slot or scalar that is taken', () => {
    const three = chain(momentum, decay, momentum);
    const structure = structureOf({ ...three.defaults, weightDecay: 1 });
    expect(slotsOf(three, structure)).toEqual(['m', 'Decay.m', 'Momentum.m']);
    expect(Object.keys(three.scalars({ ...three.defaults }, 1, {}))).toEqual([
      ...['beta', 'stepSize', 'Decay.stepSize', 'Momentum.beta', 'Momentum.stepSize'],
    ]);
    expect(slotsOf(chain(momentum, momentum, momentum), {})).toEqual([
      ...['m', 'Momentum.m', 'Momentum2.m'],
    ]);
  });

  test('keeps slots and scalars of one rule apart from those of another', () => {
    const named = (name: string, slot: string, scalar: string) =>
      defineTransform({
        name,
        state: {},
        scalars: () => ({ [scalar]: 2 }),
        update: (tensors, scalars) => ({
          [slot]: add(tensors[slot] as never, scalars[scalar] as never),
        }),
      });
    const both = chain(named('A', 'one', 'two'), named('B', 'two', 'one'));
    const program = programOf(both, {});
    expect(new Set([...program.tensors, ...program.scalars]).size).toBe(4);
  });

  test('leaves a slot of another rule alone', () => {
    const careless = defineTransform({
      name: 'Careless',
      update: ({ param }) => ({ m: mul(param, 0) }) as never,
    });
    expect(() => traceRule(chain(momentum, careless), momentum.defaults)).toThrow(ProgramError);
  });

  test('shares a 0-D tensor that several rules name', () => {
    const scaled = defineTransform({
      name: 'Scaled',
      broadcasts: ['factor'],
      update: ({ grad, factor }) => ({ grad: mul(grad, factor) }),
    });
    const program = programOf(chain(scaled, scaled, descend), descend.defaults);
    expect(program.broadcasts).toEqual(['factor']);
  });

  test('checks the options of each of its rules', () => {
    const both = chain(descend, momentum);
    expect(() => both.check({ ...both.defaults, beta: 0 }, 'Both')).toThrow(
      new OptionError('Both.beta: got 0, expected a finite number > 0.'),
    );
    expect(() => both.check(both.defaults, 'Both')).not.toThrow();
  });

  test('leaves its rules as they were', () => {
    const before = print(programOf(momentum, momentum.defaults));
    const both = chain(momentum, momentum);
    traceRule(both, both.defaults);
    expect(print(programOf(momentum, momentum.defaults))).toBe(before);
  });

  test('gives the same numbers however its rules are grouped', () => {
    const powers = defineTransform({
      name: 'Powers',
      state: { m: zeros(), v: zeros() },
      defaults: { beta: 0.25 },
      scalars: ({ beta }, t) => ({ beta, scale: beta ** t }),
      update({ grad, m, v }, { beta, scale }) {
        const vNext = lerp(square(grad), v, beta);
        return { grad: mul(add(vNext, m), scale), m: lerp(grad, m, beta), v: vNext };
      },
    });
    const rules = fc.array(fc.constantFrom(descend, momentum, decay, powers), {
      minLength: 3,
      maxLength: 5,
    });
    fc.assert(
      fc.property(rules, fc.nat(), fc.integer({ min: 1, max: 9 }), (list, cut, t) => {
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
