import { describe, expect, test } from 'vitest';
import { OptionError } from '../errors.js';
import { add, mul, sub } from '../program/expression.js';
import { bind } from './bind.js';
import { chain } from './chain.js';
import { configure } from './configure.js';
import { defineTransform } from './define-transform.js';
import { RuleInterpreter } from './interpret-rule.js';
import { type OptionValues, required } from './options.js';
import { firstStep, type Transform } from './transform.js';

/** Steps down the gradient. */
const descend = defineTransform({
  name: 'Descend',
  defaults: { learningRate: 0.1 },
  scalars: ({ learningRate }) => ({ stepSize: learningRate }),
  update: ({ param, grad }, { stepSize }) => ({ param: sub(param, mul(stepSize, grad)) }),
});

/** Has longer steps at first; its option `learningRate` is that of `descend`. */
const momentum = defineTransform({
  name: 'Momentum',
  defaults: { learningRate: 0.1, beta: 0.5 },
  scalars: ({ learningRate, beta }, t) => ({ beta, stepSize: learningRate / (1 - beta ** t) }),
  update: ({ param, grad }, { stepSize }) => ({ param: sub(param, mul(stepSize, grad)) }),
});

const decay = defineTransform({
  name: 'Decay',
  defaults: { weightDecay: 0 },
  scalars: ({ weightDecay }) => ({ weightDecay }),
  update: ({ param, grad }, { weightDecay }) => ({ grad: add(grad, mul(weightDecay, param)) }),
});

/** Shrinks the parameter by γ λ, where γ is the learning rate of a step behind it. */
const shrink = defineTransform({
  name: 'Shrink',
  defaults: { learningRate: required, shrinkage: 0.5 },
  scalars: ({ learningRate, shrinkage }) => ({ keep: 1 - learningRate * shrinkage }),
  update: ({ param }, { keep }) => ({ param: mul(keep, param) }),
});

const scalarsOf = (rule: Transform, options: OptionValues) => rule.scalars(options, firstStep({}));

/** What a step with the gradient −4 makes of 3. */
function paramAfter(rule: Transform, options: OptionValues): number | undefined {
  const run = new RuleInterpreter(rule, [{ shape: [], values: [3] }], 'float64');
  run.step([[-4]], () => options);
  return run.parameters[0]?.param[0];
}

describe('an option that several transforms of a chain declare', () => {
  const faster = configure(descend, { learningRate: 0.4 });

  test('is one option', () => {
    const both = chain(descend, momentum);
    expect(scalarsOf(both, { ...both.defaults, learningRate: 4, beta: 0.5 })).toEqual({
      stepSize: 4,
      beta: 0.5,
      'Momentum.stepSize': 8,
    });
  });

  test('takes the value that one of them was given, whichever stands first', () => {
    for (const both of [chain(faster, momentum), chain(momentum, faster)]) {
      expect(both.defaults.learningRate).toBe(0.4);
      expect(both.given).toEqual({ learningRate: 0.4 });
    }
  });

  test('may be given alike to several', () => {
    const schedule = (k: number) => 1 / (1 + k);
    const both = chain(
      configure(descend, { learningRate: schedule }),
      configure(momentum, { learningRate: schedule }),
    );
    expect(both.given.learningRate).toBe(schedule);
    expect(both.defaults.learningRate).toBe(1);
  });

  test('is refused where their defaults differ', () => {
    const slow = defineTransform({
      name: 'Slow',
      defaults: { learningRate: 0.01 },
      update: () => ({}),
    });
    expect(() => chain('Both', descend, slow)).toThrow(
      new OptionError(
        'Both: got learningRate 0.1 from Descend and 0.01 from Slow, expected one value. Give both the same, or ' +
          'bind one of them.',
      ),
    );
    expect(() => chain(descend, chain(decay, slow))).toThrow('0.1 from Descend and 0.01 from Slow');
  });

  test('is refused where they were given different values', () => {
    const slower = configure(momentum, { learningRate: 0.2 });
    expect(() => chain(faster, slower)).toThrow(
      'Descend + Momentum: got learningRate 0.4 from Descend and 0.2 from Momentum, expected one value',
    );
    expect(() => chain(faster, descend, slower)).toThrow('0.4 from Descend and 0.2 from Momentum');
    const scheduled = configure(momentum, { learningRate: () => 0.4 });
    expect(() => chain(faster, scheduled)).toThrow('0.4 from Descend and a function from Momentum');
  });

  test('is two where one of them is bound', () => {
    const rule = chain(bind(momentum, { learningRate: 0.2 }), descend);
    expect(rule.defaults).toEqual(descend.defaults);
    expect(scalarsOf(rule, { ...rule.defaults, learningRate: 4 })).toMatchObject({
      stepSize: 0.2 / (1 - 0.5),
      'Descend.stepSize': 4,
    });
  });
});

describe('an option that is required', () => {
  test('has the default of the transform that declares it, whichever stands first', () => {
    for (const rule of [chain(shrink, descend), chain(descend, shrink)]) {
      expect(rule.defaults.learningRate).toBe(0.1);
    }
    const options = { ...chain(shrink, descend).defaults, learningRate: 0.2 };
    expect(paramAfter(chain(shrink, descend), options)).toEqual(
      // (1 − γ λ) θ − γ g with γ = 0.2 and λ = 0.5.
      (1 - 0.2 * 0.5) * 3 - 0.2 * -4,
    );
  });

  test('has the value that the declaring transform was given', () => {
    const rule = chain(shrink, configure(descend, { learningRate: () => 0.4 }));
    expect(rule.defaults.learningRate).toBe(0.4);
  });

  test('remains without a default where none declares it', () => {
    expect(chain(shrink, decay, shrink).defaults.learningRate).toBe(required);
  });
});
