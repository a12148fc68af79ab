import { describe, expect, test } from 'vitest';
import { add, div, lerp, mul, sqrt, square, sub } from '../program/expression.js';
import { largest, sum, total } from '../program/reduce.js';
import { chain } from './chain.js';
import { defineTransform } from './define-transform.js';
import { RuleInterpreter } from './interpret-rule.js';
import { copyOfParam } from './slot.js';
import { perParameter, shared } from './staged-slots.js';

const parameter = (...values: number[]) => ({ shape: [values.length], values });

describe('RuleInterpreter', () => {
  test('takes steps of each parameter that has a gradient, with options of its own', () => {
    const rule = defineTransform({
      name: 'Descend',
      defaults: { rate: 0.5 },
      scalars: ({ rate }, t) => ({ rate: rate / t }),
      update: ({ param, grad }, { rate }) => ({ param: sub(param, mul(rate, grad)) }),
    });
    const run = new RuleInterpreter(rule, [parameter(1), parameter(10, 20)], 'float64');
    run.step([[2], [2, 4]], (i) => ({ rate: i === 0 ? 0.5 : 1 }));
    run.step([null, [1, 1]], () => ({ rate: 1 }));
    expect(run.parameters.map(({ t }) => t)).toEqual([1, 2]);
    // 1 − 0.5 · 2; 10 − 2 − 1/2, 20 − 4 − 1/2.
    expect(run.parameters.map(({ param }) => [...param])).toEqual([[0], [7.5, 15.5]]);
  });

  test('computes numbers over all elements before what reads them, and totals over all parameters', () => {
    const rule = defineTransform({
      name: 'Scaled',
      update({ param, grad }) {
        const share = div(sum(square(grad)), total('all', square(grad)));
        return { param: add(param, mul(share, grad)) };
      },
    });
    const run = new RuleInterpreter(rule, [parameter(0, 0), parameter(0)], 'float64');
    run.step([[1, 1], [2]], () => ({}));
    // Squares: 2 and 4 of 6.
    expect([...(run.parameters[0]?.param ?? [])]).toEqual([2 / 6, 2 / 6]);
    expect([...(run.parameters[1]?.param ?? [])]).toEqual([8 / 6]);
  });

  test('computes the largest element over all parameters, and NaN where there is one', () => {
    const rule = defineTransform({
      name: 'Largest',
      update: ({ param, grad }) => ({ param: add(param, largest('largest', grad)) }),
    });
    const after = (...gradients: number[][]) => {
      const run = new RuleInterpreter(rule, [parameter(0, 1), parameter(2)], 'float64');
      run.step(gradients, () => ({}));
      return run.parameters.flatMap(({ param }) => [...param]);
    };
    expect(after([-3, -1], [-2])).toEqual([-1, 0, 1]);
    expect(after([-3, Number.NaN], [5])).toEqual([Number.NaN, Number.NaN, Number.NaN]);
  });

  test('keeps numbers of a parameter, numbers of all, and numbers of the host', () => {
    const rule = defineTransform({
      name: 'Kept',
      defaults: { first: 7 },
      state: { start: copyOfParam(), v: perParameter(3), d: shared('first') },
      memory: () => ({ product: 1 }),
      remember: (_, t, { memory: { product } }) => ({ product: product * t }),
      scalars: (_, __, { memory: { product } }) => ({ product }),
      update({ grad, start, v, d }, { product }) {
        return {
          param: add(add(start, product), mul(d, grad)),
          v: lerp(v, sum(grad), 0.5),
          d: add(d, sqrt(total('squares', square(grad)))),
        };
      },
    });
    const run = new RuleInterpreter(rule, [parameter(100), parameter(200)], 'float64');
    for (let k = 0; k < 3; k++) run.step([[3], [4]], () => rule.defaults);
    const [a, b] = run.parameters;
    // d = 7, 12, 17 before steps 1, 2, 3; the product is 3! at the third.
    expect([...(a?.param ?? []), ...(b?.param ?? [])]).toEqual([100 + 6 + 51, 200 + 6 + 68]);
    expect([...(run.shared.d?.values ?? [])]).toEqual([22]);
    // v = 3 and 3, halfway to 3 and 4 three times.
    expect(a?.slots.v?.values[0]).toBe(3);
    expect(b?.slots.v?.values[0]).toBe(4 - 1 / 8);
    expect(a?.memory).toEqual({ product: 6 });
  });

  test('rounds every operation in float32', () => {
    const rule = defineTransform({
      name: 'Tenth',
      update: ({ param, grad }) => ({ param: add(param, mul(grad, 0.1)) }),
    });
    const run = new RuleInterpreter(rule, [parameter(0.3)], 'float32');
    run.step([[0.7]], () => ({}));
    const { fround } = Math;
    const expected = fround(fround(0.3) + fround(fround(0.7) * fround(0.1)));
    expect(run.parameters[0]?.param[0]).toBe(expected);
  });

  test('keeps the state of the transforms of a chain apart', () => {
    const count = (name: string, by: number) =>
      defineTransform({
        name,
        state: { n: perParameter() },
        memory: () => ({ m: 0 }),
        remember: (_, __, { memory: { m } }) => ({ m: m + by }),
        scalars: (_, __, { memory: { m } }) => ({ m }),
        update: ({ param, n }, { m }) => ({ param: add(param, m), n: add(n, by) }),
      });
    const run = new RuleInterpreter(
      chain(count('A', 1), count('B', 10)),
      [parameter(0)],
      'float64',
    );
    run.step([[0]], () => ({}));
    run.step([[0]], () => ({}));
    const [only] = run.parameters;
    // 1 + 10 + 2 + 20
    expect(only?.param[0]).toBe(33);
    expect(only?.slots.n?.values[0]).toBe(2);
    expect(only?.slots['B.n']?.values[0]).toBe(20);
  });
});
