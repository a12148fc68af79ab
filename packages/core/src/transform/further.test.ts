import { describe, expect, test } from 'vitest';
import { add, mul, square, sub } from '../program/expression.js';
import { print } from '../program/print.js';
import { chain } from './chain.js';
import { defineTransform } from './define-transform.js';
import { furtherUpdate } from './further.js';
import { RuleInterpreter } from './interpret-rule.js';
import { zeros } from './slot.js';
import { traceRule } from './trace-rule.js';

/** Steps by γ h, where h moves by a gradient of its own. */
const scaled = defineTransform({
  name: 'Scaled',
  state: { h: zeros() },
  defaults: { learningRate: 0.5 },
  memory: () => ({ steps: 0 }),
  remember: (_, __, { memory: { steps } }) => ({ steps: steps + 1 }),
  scalars: ({ learningRate }, t, { memory: { steps } }) => ({ learningRate, t, steps }),
  update: ({ param, grad, h }, { learningRate }) => ({
    param: sub(param, mul(learningRate, mul(h, grad))),
  }),
  further: {
    curvature: ({ grad, h }, { t, steps }) => ({ h: add(h, mul(add(t, steps), square(grad))) }),
    restart: ({ param }) => ({ h: param }),
  },
});

const run = (rule = scaled) =>
  new RuleInterpreter(rule, [{ shape: [2], values: [1, 2] }], 'float64');
const h = (one: RuleInterpreter, slot = 'h') => [...(one.parameters[0]?.slots[slot]?.values ?? [])];

describe('a further update', () => {
  test('is traced as the step is, on the same state', () => {
    const rule = furtherUpdate(scaled, 'curvature');
    const { stages } = traceRule(rule, scaled.defaults);
    expect(stages).toHaveLength(1);
    expect(print(stages[0].program)).toContain('Scaled.curvature');
    expect(stages[0].program.outputs.map(({ name }) => name)).toEqual(['h']);
    expect(stages[0].program.tensors).toEqual(['grad', 'h']);
  });

  test('counts no step and uses the numbers of the last one', () => {
    const one = run();
    const options = () => scaled.defaults;
    one.step([[1, 1]], options);
    one.step([[1, 1]], options);
    one.update('curvature', [[1, 3]], options);
    // t = 2 and two remembered steps: 4 g².
    expect(h(one)).toEqual([4, 36]);
    expect(one.parameters[0]?.t).toBe(2);
    expect(one.parameters[0]?.memory).toEqual({ steps: 2 });
    one.step([[1, 1]], options);
    expect(one.parameters[0]?.param).toEqual(Float64Array.of(1 - 0.5 * 4, 2 - 0.5 * 36));
    expect(one.parameters[0]?.memory).toEqual({ steps: 3 });
  });

  test('uses the numbers of the first step where there was none', () => {
    const one = run();
    one.update('curvature', [[1, 3]], () => scaled.defaults);
    // t = 1 and one remembered step: 2 g².
    expect(h(one)).toEqual([2, 18]);
    expect(one.parameters[0]?.t).toBe(0);
    one.step([[1, 1]], () => scaled.defaults);
    expect(one.parameters[0]?.memory).toEqual({ steps: 1 });
  });

  test('leaves parameters alone whose gradient is missing', () => {
    const one = run();
    one.update('curvature', [null], () => scaled.defaults);
    expect(h(one)).toEqual([]);
  });

  test('is passed on by a chain, under the names of the chain and without its other transforms', () => {
    const negate = defineTransform({
      name: 'Negate',
      state: { h: zeros() },
      update: ({ grad, h: count }) => ({ grad: mul(-2, grad), h: add(count, 1) }),
    });
    const one = run(chain(negate, scaled));
    one.update('restart', [[9, 9]], () => scaled.defaults);
    expect(h(one, 'Scaled.h')).toEqual([1, 2]);
    expect(h(one)).toEqual([0, 0]);
    one.step([[1, 1]], () => scaled.defaults);
    expect(one.parameters[0]?.param).toEqual(Float64Array.of(2, 4));
    expect(h(one)).toEqual([1, 1]);
  });

  test('is refused by a name that no rule of the chain has', () => {
    const rule = chain(scaled, scaled);
    expect(() => furtherUpdate(rule, 'hessian')).toThrow(
      'Scaled + Scaled.update: got `hessian`, expected `curvature`, `restart`.',
    );
    const plain = defineTransform({ name: 'Plain', update: () => ({}) });
    expect(() => furtherUpdate(plain, 'toString')).toThrow(
      'Plain.update: got `toString`, expected a rule with further updates.',
    );
  });
});
