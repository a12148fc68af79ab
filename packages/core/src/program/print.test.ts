import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { programs } from '../../test/random-program.js';
import {
  add,
  bits,
  type Expr,
  greater,
  mul,
  type Operand,
  square,
  sub,
  uniform,
  where,
} from './expression.js';
import { print } from './print.js';
import { sum } from './reduce.js';
import { type Program, trace } from './trace.js';

describe('print', () => {
  test('writes the inputs, one operation a line, and the outputs', () => {
    const program = trace(
      { name: 'descend', tensors: ['param', 'grad'], scalars: ['rate'] },
      ({ param, grad, rate }) => ({ param: sub(param, mul(rate, grad)) }),
    );
    expect(print(program)).toBe(
      [
        'descend(tensor param, tensor grad, scalar rate)',
        '  %0 = mul rate grad',
        '  %1 = sub param %0',
        '  param = %1',
      ].join('\n'),
    );
  });

  test('writes every source, constants, masks, random bits and reductions', () => {
    const program = trace(
      { name: 'noisy', tensors: ['x'], broadcasts: ['r'], scalars: ['s'], integers: ['k', 'l'] },
      ({ x, r, s, k, l }) => ({
        x: where(greater(x, -0), add(mul(x, r), s), uniform(bits(k, l, k))),
        norm: sum(square(x)),
      }),
    );
    expect(print(program)).toBe(
      [
        'noisy(tensor x, broadcast r, scalar s, integer k, integer l)',
        '  %0 = less -0 x',
        '  %1 = mul x r',
        '  %2 = add %1 s',
        '  %3 = bits k l k',
        '  %4 = uniform %3',
        '  %5 = where %0 %2 %4',
        '  %6 = mul x x',
        '  x = %5',
        '  norm = sum of %6',
      ].join('\n'),
    );
  });

  test.each([
    ['0 and −0', 0, -0],
    ['neighbouring float64 numbers', 1, 1 + Number.EPSILON],
    ['NaN and 0', Number.NaN, 0],
    ['infinities', Infinity, -Infinity],
  ])('tells constants apart: %s', (_, a, b) => {
    const text = (value: number) =>
      print(trace({ name: 'test', tensors: ['x'] }, ({ x }) => ({ x: add(x, value) })));
    expect(text(a)).not.toBe(text(b));
  });

  test('tells a tensor from a scalar and a broadcast of the same name', () => {
    const texts = [
      print(trace({ name: 'test', tensors: ['a'] }, ({ a }) => ({ o: add(a, 1) }))),
      print(trace({ name: 'test', scalars: ['a'] }, ({ a }) => ({ o: add(a, 1) }))),
      print(trace({ name: 'test', broadcasts: ['a'] }, ({ a }) => ({ o: add(a, 1) }))),
    ];
    expect(new Set(texts).size).toBe(3);
  });

  // Nothing restricts the names of inputs, and those that a chain makes can hold spaces.
  test.each(['1', '-0', 'NaN', 'Infinity', '%0'])(
    'tells an input named `%s` from what else reads so',
    (name) => {
      const text = (operand: (named: Expr, product: Expr) => Operand) =>
        print(
          trace({ name: 'test', tensors: [name, 'y'] }, (inputs) => {
            const named = inputs[name] as Expr;
            const product = mul(named, inputs.y as Expr);
            return { product, o: add(inputs.y as Expr, operand(named, product)) };
          }),
        );
      expect(text((named) => named)).not.toBe(text(() => Number(name)));
      expect(text((named) => named)).not.toBe(text((_, product) => product));
    },
  );

  test('tells apart operands whose names hold spaces', () => {
    const names = ['x', 'a b', 'c', 'a', 'b c', 'sum of x'];
    const text = (body: (inputs: Readonly<Record<string, Expr>>) => Expr) =>
      print(
        trace({ name: 'test', tensors: names }, (inputs) => ({
          ...Object.fromEntries(names.map((name) => [`used ${name}`, inputs[name] as Expr])),
          o: body(inputs),
        })),
      );
    expect(text((i) => add(i['a b'] as Expr, i.c as Expr))).not.toBe(
      text((i) => add(i.a as Expr, i['b c'] as Expr)),
    );
    expect(text((i) => i['sum of x'] as Expr)).not.toBe(text((i) => sum(i.x as Expr)));
  });

  test('gives equal programs equal texts, and others other ones', () => {
    fc.assert(
      fc.property(programs(), programs(), (a, b) => {
        expect(print(a) === print(b)).toBe(equalPrograms(a, b));
      }),
      { seed: 1, numRuns: 300 },
    );
  });

  test('changes with every change of one node or output', () => {
    fc.assert(
      fc.property(programs(), fc.nat(), (program, position) => {
        const changed = mutate(program, position);
        if (changed !== undefined) expect(print(changed)).not.toBe(print(program));
      }),
      { seed: 1, numRuns: 500 },
    );
  });
});

/** Compared by value: toEqual of structures tells 0 from −0. */
function equalPrograms(a: Program, b: Program): boolean {
  try {
    expect(a).toEqual(b);
    return true;
  } catch {
    return false;
  }
}

/** The program with one node or output replaced by another that means something else. */
function mutate(program: Program, position: number): Program | undefined {
  const { nodes, outputs } = program;
  if (outputs.length === 0) return undefined;
  const at = position % (nodes.length + outputs.length);
  const node = nodes[at];
  if (node === undefined) {
    const other = outputs[at - nodes.length];
    const replaced = outputs.map((output) =>
      output === other ? { name: `${output.name}'`, node: output.node } : output,
    );
    return { ...program, outputs: replaced };
  }
  let change: Partial<typeof node>;
  if (node.op === 'constant') change = { value: node.value === 7 ? 8 : 7 };
  else if (node.args.length === 0) return undefined;
  else if (node.args.length === 1) change = { op: node.op === 'neg' ? 'abs' : 'neg' };
  else if (node.args.length === 2) change = { op: node.op === 'add' ? 'sub' : 'add' };
  else change = { args: node.args.map((_, i) => node.args[(i + 1) % 3] as number) };
  if (change.args?.every((arg, i) => arg === node.args[i])) return undefined;
  return { ...program, nodes: nodes.map((n) => (n === node ? { ...n, ...change } : n)) };
}
