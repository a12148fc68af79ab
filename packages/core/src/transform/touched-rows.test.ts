import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { add } from '../program/expression.js';
import { chain } from './chain.js';
import { defineTransform } from './define-transform.js';
import { RuleInterpreter } from './interpret-rule.js';
import { zeros } from './slot.js';
import { touchedRows } from './touched-rows.js';

beforeAll(async () => {
  tf.enableProdMode();
  await tf.setBackend('cpu');
});

describe('touchedRows', () => {
  it.each([
    // A row with a gradient in its last element, one without, one that is named, one with NaN.
    [
      [4, 2],
      [0, 5, 0, 0, 0, 0, Number.NaN, 0],
      [0, 0, 2, 0],
      [1, 1, 0, 0, 1, 1, 1, 1],
    ],
    [
      [2, 1, 2],
      [0, 0, -1e-30, 0],
      [0, 0],
      [0, 0, 1, 1],
    ],
    [[3], [0, 2, -0], [0, 0, 1], [0, 1, 1]],
    [[], [0], [0], [0]],
    [[], [3], [0], [1]],
    [[], [0], [1], [1]],
    [[0, 3], [], [], []],
    [[2, 0], [], [1, 0], []],
  ])(
    'tells the rows of %j with the gradient %j, of which %j are named',
    (shape, gradient, named, expected) => {
      const grad = tf.tensor(gradient, shape, 'float32');
      const { touched } = touchedRows.run([grad, tf.tensor1d(named, 'float32')]);
      expect(touched.shape).toEqual(shape);
      expect([...touched.dataSync()]).toEqual(expected);
      const array = { shape, values: Float64Array.from(gradient) };
      const count = { shape: [named.length], values: Float64Array.from(named) };
      const interpreted = touchedRows.interpret([array, count]).touched;
      expect(interpreted.shape).toEqual(shape);
      expect([...interpreted.values]).toEqual(expected);
    },
  );
});

describe('a rule that is rowwise', () => {
  const one = defineTransform({
    name: 'one',
    state: { count: zeros() },
    numberSlots: ['steps'],
    rowwise: true,
    update: ({ param, count, steps }) => ({
      param: add(param, 1),
      count: add(count, 1),
      steps: add(steps, 1),
    }),
  });
  const shift = defineTransform({ name: 'shift', update: ({ grad }) => ({ grad: add(grad, 7) }) });
  const double = defineTransform({
    name: 'double',
    update: ({ param }) => ({ param: add(param, param) }),
  });

  it('leaves rows without gradient alone, whatever stands before and after it in a chain', () => {
    const start = [{ shape: [3, 2], values: [10, 20, 30, 40, 50, 60] }];
    const run = new RuleInterpreter(chain(shift, one, double), start, 'float64');
    run.step(
      [[0, 0, 0, 3, 0, 0]],
      () => ({}),
      () => [0],
    );
    const [{ param, slots, t }] = run.parameters as [(typeof run.parameters)[0]];
    expect([...param]).toEqual([22, 42, 62, 82, 50, 60]);
    expect([...(slots.count?.values ?? [])]).toEqual([1, 1, 1, 1, 0, 0]);
    // Numbers of the whole parameter go on.
    expect([...(slots.steps?.values ?? [])]).toEqual([1]);
    expect(t).toBe(1);
  });
});
