import { describe, expect, test } from 'vitest';
import { ProgramError } from '../errors.js';
import { call } from '../program/call.js';
import { abs, add, div, type Expr, lerp, mul, sqrt, square, sub } from '../program/expression.js';
import { print } from '../program/print.js';
import { largest, mean, sum, total } from '../program/reduce.js';
import type { TensorOp } from '../program/tensor-op.js';
import { defineTransform } from './define-transform.js';
import { zeros } from './slot.js';
import { matrix, perParameter, shared } from './staged-slots.js';
import { traceRule } from './trace-rule.js';
import type { Transform } from './transform.js';

const texts = (rule: Transform, shape?: number[]) =>
  traceRule(rule, rule.defaults, shape).stages.map(({ program }) => print(program));

describe('a rule', () => {
  test('that needs nothing over all elements is one program', () => {
    const rule = defineTransform({
      name: 'Descend',
      update: ({ param, grad }) => ({ param: sub(param, grad) }),
    });
    const { stages, numbers, shared, tensors } = traceRule(rule, {});
    expect(stages).toHaveLength(1);
    expect([numbers, shared, tensors]).toEqual([undefined, undefined, {}]);
  });

  test('with numbers over all elements has a program for them first, each number once', () => {
    const rule = defineTransform({
      name: 'Normed',
      state: { m: zeros() },
      update({ param, grad, m }) {
        const next = lerp(m, grad, 0.25);
        const norm = sqrt(sum(square(next)));
        const again = sqrt(sum(square(lerp(m, grad, 0.25))));
        return { param: sub(param, div(next, add(norm, again))), m: next };
      },
    });
    expect(texts(rule)).toEqual([
      [
        'Normed(tensor grad, tensor m)',
        '  %0 = sub grad m',
        '  %1 = mul 0.25 %0',
        '  %2 = add m %1',
        '  %3 = mul %2 %2',
        '  "#0" = sum of %3',
      ].join('\n'),
      [
        'Normed(tensor param, tensor grad, tensor m, broadcast "#0")',
        '  %0 = sub grad m',
        '  %1 = mul 0.25 %0',
        '  %2 = add m %1',
        '  %3 = sqrt "#0"',
        '  %4 = add %3 %3',
        '  %5 = div %2 %4',
        '  %6 = sub param %5',
        '  param = %6',
        '  m = %2',
      ].join('\n'),
    ]);
  });

  test('with a number of a number takes one program more', () => {
    const rule = defineTransform({
      name: 'Twice',
      update({ param, grad }) {
        const scaled = div(grad, largest(abs(grad)));
        return { param: sub(param, mul(scaled, sum(scaled))) };
      },
    });
    expect(texts(rule).map((text) => text.split('\n').at(-1))).toEqual([
      '  "#0" = max of %0',
      '  "#1" = sum of %0',
      '  param = %2',
    ]);
  });

  test('may count the elements of its parameter', () => {
    const rule = defineTransform({
      name: 'Centred',
      update: ({ param, grad }) => ({ param: sub(param, sub(grad, mean(grad))) }),
    });
    const { stages } = traceRule(rule, {});
    expect(stages.at(-1)?.program.scalars).toEqual(['elementCount']);
  });

  test('names totals over all parameters, two of one name apart', () => {
    const rule = defineTransform({
      name: 'Clipped',
      update({ param, grad }) {
        const once = div(grad, sqrt(total('norm', square(grad))));
        const twice = div(once, sqrt(total('norm', square(once))));
        return { param: sub(param, twice) };
      },
    });
    const { stages } = traceRule(rule, {});
    expect(stages.map(({ totals }) => totals)).toEqual([
      [{ output: '#norm', reduce: 'sum', total: { name: 'norm' } }],
      [{ output: '#norm 2', reduce: 'sum', total: { name: 'norm' } }],
      [],
    ]);
  });

  test('keeps state of one number in a program over one number', () => {
    const rule = defineTransform({
      name: 'NovoGrad',
      state: { v: perParameter(), steps: shared() },
      scalars: () => ({ beta: 0.5 }),
      update({ param, grad, v, steps }, { beta }) {
        const vNext = add(mul(beta, v), sum(square(grad)));
        return {
          param: sub(param, div(grad, sqrt(vNext))),
          v: vNext,
          steps: add(steps, total('gradients', abs(grad))),
        };
      },
    });
    const { stages, numbers, shared: sharedNumbers } = traceRule(rule, {});
    expect(stages).toHaveLength(2);
    expect(stages[1]?.program.broadcasts).toEqual(['v', '#0']);
    expect(numbers && print(numbers)).toBe(
      [
        'NovoGrad(tensor v, tensor "#0", scalar beta)',
        '  %0 = mul beta v',
        '  %1 = add %0 "#0"',
        '  v = %1',
      ].join('\n'),
    );
    expect(sharedNumbers && print(sharedNumbers)).toBe(
      [
        'NovoGrad(tensor steps, tensor "#gradients")',
        '  %0 = add steps "#gradients"',
        '  steps = %0',
      ].join('\n'),
    );
  });

  test.each([
    ['number', perParameter(), (x: Expr) => x, 'expected a sum or maximum of them'],
    ['shared', shared(), (x: Expr) => sum(x), 'expected a total over all parameters'],
  ] as const)('refuses a value for each element for a slot of kind %s', (_, v, of, message) => {
    const rule = defineTransform({
      name: 'Wrong',
      state: { v },
      update: ({ param, grad }) => ({ param: sub(param, grad), v: of(grad) }),
    });
    expect(() => traceRule(rule, {})).toThrow(ProgramError);
    expect(() => traceRule(rule, {})).toThrow(message);
  });

  test('calls operations on whole tensors between its programs', () => {
    const transpose = {
      name: 'transpose',
      results: { turned: 'tensor', same: 'float32' },
      run: () => ({}),
      interpret: () => ({}),
    } as const satisfies TensorOp;
    const rule = defineTransform({
      name: 'Turned',
      state: (_, [rows = 1, columns = 1]) => ({ t: matrix([columns, rows]) }),
      scalars: () => ({ rate: 1 }),
      update({ param, grad, t }, { rate }) {
        const { turned, same } = call(transpose, [mul(grad, 2), t], { factor: rate, half: 0.5 });
        return { param: sub(param, same), t: turned };
      },
    });
    const { stages, tensors } = traceRule(rule, {}, [2, 3]);
    expect(stages).toHaveLength(2);
    const [first, last] = stages;
    expect(first.program.outputs.map(({ name }) => name)).toEqual(['#argument 0']);
    expect(first.calls).toEqual([
      {
        op: transpose,
        args: ['#argument 0', 't'],
        numbers: { factor: 'rate', half: 0.5 },
        results: { turned: tensors.t, same: expect.any(String) },
      },
    ]);
    expect(last?.program.tensors).toEqual(['param', first.calls[0]?.results.same]);
  });

  test('refuses an expression over elements for state of a shape of its own', () => {
    const rule = defineTransform({
      name: 'Wrong',
      state: { t: matrix([2, 2]) },
      update: ({ param, grad }) => ({ param: sub(param, grad), t: mul(grad, 2) as never }),
    });
    expect(() => traceRule(rule, {})).toThrow(
      new ProgramError('Wrong: got no result of a call for a state tensor, expected one.'),
    );
  });

  test('refuses a number for an operation that the host does not know', () => {
    const op = { name: 'op', results: { x: 'float32' }, run: () => ({}), interpret: () => ({}) };
    const rule = defineTransform({
      name: 'Wrong',
      update: ({ grad }) => ({
        param: call(op as TensorOp, [grad], { norm: sum(grad) }).x as Expr,
      }),
    });
    expect(() => traceRule(rule, {})).toThrow('op: got a number from `reduce`');
  });
});
