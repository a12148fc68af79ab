import { describe, expect, test } from 'vitest';
import { add, sub } from '../program/expression.js';
import { chain } from './chain.js';
import { defineTransform } from './define-transform.js';
import { RuleInterpreter } from './interpret-rule.js';
import { rowwise } from './rowwise.js';
import { zeros } from './slot.js';
import { perParameter } from './staged-slots.js';
import type { Transform } from './transform.js';

/** Counts up, and keeps the last gradient. */
const counting = () =>
  defineTransform({
    name: 'Counting',
    state: { count: zeros(), last: zeros(), steps: perParameter() },
    update: ({ param, grad, count, steps }) => ({
      param: add(param, 1),
      count: add(count, 1),
      last: grad,
      steps: add(steps, 1),
    }),
  });

const shift = defineTransform({ name: 'Shift', update: ({ grad }) => ({ grad: add(grad, 7) }) });
const double = defineTransform({
  name: 'Double',
  update: ({ param }) => ({ param: add(param, param) }),
});

/** One step of three rows: the first is named, the second has a gradient, the third neither. */
function stepOf(rule: Transform) {
  const start = [{ shape: [3, 2], values: [10, 20, 30, 40, 50, 60] }];
  const run = new RuleInterpreter(rule, start, 'float64');
  run.step(
    [[0, 0, 0, 3, 0, 0]],
    () => rule.defaults,
    () => [0],
  );
  return run.parameters[0] as (typeof run.parameters)[number];
}

const rules = {
  'as a part of a chain': chain(shift, rowwise(counting()), double),
  'as a whole': rowwise(chain(shift, counting(), double)),
};

describe.each(Object.entries(rules))('a rule that is rowwise %s', (_, rule) => {
  test('leaves rows without gradient alone, whatever stands before and after it in a chain', () => {
    const { param, slots, t } = stepOf(rule);
    expect([...param]).toEqual([22, 42, 62, 82, 50, 60]);
    expect([...(slots.count?.values ?? [])]).toEqual([1, 1, 1, 1, 0, 0]);
    expect([...(slots.last?.values ?? [])]).toEqual([7, 7, 7, 10, 0, 0]);
    // Numbers of the whole parameter go on.
    expect([...(slots.steps?.values ?? [])]).toEqual([1]);
    expect(t).toBe(1);
  });
});

describe('rowwise', () => {
  test('changes nothing of a rule but which rows it moves', () => {
    const descend = defineTransform({
      name: 'Descend',
      defaults: { learningRate: 1 },
      update: ({ param, grad }) => ({ param: sub(param, grad) }),
    });
    const lazy = rowwise(chain('Both', shift, descend));
    expect(lazy.rows).toBeDefined();
    expect(lazy.name).toBe('Both');
    expect(lazy.defaults).toEqual(descend.defaults);
    expect(descend.rows).toBeUndefined();
    // Where a row has a gradient, it is 7 more.
    expect([...stepOf(lazy).param]).toEqual([3, 13, 23, 30, 50, 60]);
  });
});
