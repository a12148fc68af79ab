import { describe, expect, test } from 'vitest';
import { ProgramError } from '../errors.js';
import { add, type Expr, lerp, mul, neg, sub } from '../program/expression.js';
import { interpret } from '../program/interpret.js';
import { print } from '../program/print.js';
import type { Program } from '../program/trace.js';
import { holdable } from '../transforms/holdable.js';
import { chain, rename } from './chain.js';
import { defineTransform } from './define-transform.js';
import { derive } from './derived.js';
import { furtherUpdate } from './further.js';
import type { OptionValues } from './options.js';
import { zeros } from './slot.js';
import { traceRule } from './trace-rule.js';
import { firstStep, type Transform } from './transform.js';

/** Steps down the gradient. */
const descend = defineTransform({
  name: 'Descend',
  defaults: { learningRate: 0.1, maximize: false },
  scalars: ({ learningRate }) => ({ stepSize: learningRate }),
  update: ({ param, grad }, { stepSize }, { static: { maximize } }) => ({
    param: sub(param, mul(stepSize, maximize ? neg(grad) : grad)),
  }),
});

/** Steps down a mean of gradients. */
const momentum = defineTransform({
  name: 'Momentum',
  defaults: { learningRate: 0.1, beta: 0.5 },
  state: { m: zeros() },
  scalars: ({ learningRate, beta }, t) => ({ beta, stepSize: learningRate / (1 - beta ** t) }),
  update({ param, grad, m }, { beta, stepSize }) {
    const mNext = lerp(grad, m, beta);
    return { param: sub(param, mul(stepSize, mNext)), m: mNext };
  },
});

/** Adds the parameter to the gradient and counts, or does nothing where `weightDecay` is 0. */
const decay = defineTransform({
  name: 'Decay',
  defaults: { weightDecay: 0 },
  state: ({ weightDecay }) => ({ count: weightDecay && zeros() }),
  scalars: ({ weightDecay }) => ({ lambda: weightDecay }),
  update({ param, grad, count }, { lambda }, { static: { weightDecay } }) {
    if (!weightDecay) return {};
    return { grad: add(grad, mul(lambda, param)), count: add(count, 1) };
  },
});

const halve = defineTransform({
  name: 'Halve',
  update: ({ grad }) => ({ grad: mul(0.5, grad) }),
});

/** The program of a rule that needs one only. */
function programOf(rule: Transform, options: OptionValues): Program {
  const { stages } = traceRule(rule, options);
  expect(stages).toHaveLength(1);
  return stages[0].program;
}

/** The parameter after one step in float64. */
function paramAfter(rule: Transform, options: OptionValues): unknown {
  const tensors = { param: Float64Array.of(1, -2, 3), grad: Float64Array.of(0.5, 0.25, -4) };
  const inputs = { ...tensors, ...rule.scalars(options, firstStep({})) };
  return interpret(programOf(rule, options), inputs, 'float64').param;
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
    expect(paramAfter(descend, descend.defaults)).toEqual(
      Float64Array.of(1 - 0.1 * 0.5, -2 - 0.1 * 0.25, 3 - 0.1 * -4),
    );
  });

  test('follows boolean options, and numbers by whether they are 0', () => {
    expect(paramAfter(descend, { ...descend.defaults, maximize: true })).toEqual(
      Float64Array.of(1 - 0.1 * -0.5, -2 - 0.1 * -0.25, 3 - 0.1 * 4),
    );
    const decayed = chain('Both', decay, descend);
    const program = (weightDecay: number) =>
      programOf(decayed, { ...decayed.defaults, weightDecay });
    expect(program(0.1).tensors).toEqual(['param', 'grad', 'count']);
    expect(print(program(0))).toBe(print(programOf(rename(descend, 'Both'), descend.defaults)));
  });

  test('gives one program for all values of an option that keep its structure', () => {
    const text = (learningRate: number) =>
      print(programOf(descend, { ...descend.defaults, learningRate }));
    expect(text(0.1)).toBe(text(7));
  });

  test('leaves the gradient out of the outputs', () => {
    const rule = chain(decay, descend);
    const program = programOf(rule, { ...rule.defaults, weightDecay: 0.1 });
    expect(program.outputs.map(({ name }) => name).sort()).toEqual(['count', 'param']);
  });

  test('hands 0-D tensors that the rule names to it', () => {
    const scaled = derive(descend, {
      broadcasts: ['factor'],
      update: ({ param, grad, factor }) => ({
        param: sub(param as Expr, mul(factor as Expr, grad as Expr)),
      }),
    });
    expect(programOf(scaled, {}).broadcasts).toEqual(['factor']);
  });
});

describe('traceRule refuses', () => {
  test('an output that is no slot', () => {
    const misspelled = defineTransform({
      name: 'Misspelled',
      state: { m: zeros() },
      update: ({ grad }) => ({ n: grad }) as never,
    });
    expect(() => traceRule(misspelled, {})).toThrow(
      new ProgramError('Misspelled: got the output `n`, expected param, m. Declare it in `state`.'),
    );
  });

  test('an operand that is neither slot nor scalar', () => {
    const misspelled = defineTransform({
      name: 'Misspelled',
      update: ({ param, ...rest }) => ({ param: add(param, (rest as unknown as { m: Expr }).m) }),
    });
    expect(() => traceRule(misspelled, {})).toThrow(ProgramError);
  });

  test('an output that is no expression', () => {
    const wrong = defineTransform({ name: 'Wrong', update: () => ({ param: 1 as never }) });
    expect(() => traceRule(wrong, {})).toThrow(
      new ProgramError('Wrong: got 1 for the output `param`, expected an expression.'),
    );
  });

  test('a scalar with the name of a slot', () => {
    const twice = defineTransform({
      name: 'Twice',
      state: { m: zeros() },
      scalars: () => ({ m: 1 }),
      update: ({ param, m }) => ({ param: add(param, m) }),
    });
    expect(() => traceRule(twice, {})).toThrow(
      new ProgramError('Twice: got the input `m` twice, expected each name once.'),
    );
  });

  test.each([
    ['a chain that ends with a direction', chain('Directions', decay, halve), { weightDecay: 0.1 }],
    ['no transforms', chain('Directions'), {}],
  ])('a rule that never moves the parameter: %s', (_, rule, options) => {
    expect(() => traceRule(rule, options)).toThrow(
      new ProgramError(
        'Directions: got transforms that never move the parameter, expected one that does. ' +
          'End the chain with scaleByLearningRate().',
      ),
    );
  });

  test('a gradient that is changed behind its last reader', () => {
    const late = chain('Late', descend, halve);
    expect(() => traceRule(late, late.defaults)).toThrow(
      new ProgramError(
        'Late: got a transform that changes the gradient behind the last one that reads it, expected it ' +
          'before.',
      ),
    );
    const between = chain('Late', halve, descend, halve);
    expect(() => traceRule(between, between.defaults)).toThrow('behind the last one');
  });
});

describe('traceRule accepts', () => {
  test('a gradient that is changed between two steps, or that state is made of', () => {
    const keep = defineTransform({
      name: 'Keep',
      state: { last: zeros() },
      update: ({ grad }) => ({ last: grad }),
    });
    for (const rule of [chain(descend, halve, descend), chain(descend, halve, keep)]) {
      expect(() => traceRule(rule, rule.defaults)).not.toThrow();
    }
  });

  test('a gradient that is changed in a rule which the device may hold back', () => {
    const rule = holdable(chain(halve, descend));
    const { broadcasts, outputs } = programOf(rule, rule.defaults);
    expect(broadcasts).toEqual(['refusal']);
    expect(outputs.map(({ name }) => name)).toEqual(['param']);
  });

  test('a further update that leaves the parameter as it is', () => {
    const rule = defineTransform({
      name: 'Beside',
      state: { h: zeros() },
      update: ({ param, grad, h }) => ({ param: sub(param, mul(h, grad)) }),
      further: { curvature: ({ grad }) => ({ h: grad }) },
    });
    const curvature = furtherUpdate(rule, 'curvature');
    for (const update of [curvature, holdable(curvature)]) {
      expect(() => traceRule(update, {})).not.toThrow();
    }
  });
});
