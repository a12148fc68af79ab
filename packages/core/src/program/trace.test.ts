import { describe, expect, test } from 'vitest';
import { ProgramError } from '../errors.js';
import {
  add,
  bits,
  type Expr,
  greater,
  less,
  max,
  mul,
  neg,
  square,
  sub,
  uniform,
  where,
} from './expression.js';
import { largest, sum } from './reduce.js';
import { trace } from './trace.js';

const xy = { name: 'test', tensors: ['x', 'y'] } as const;
const operations = (program: ReturnType<typeof trace>) =>
  program.nodes.filter(({ args }) => args.length > 0).map(({ op }) => op);

describe('trace', () => {
  test('keeps arguments before the operation, and outputs by name', () => {
    const program = trace(
      { name: 'descend', tensors: ['param', 'grad'], scalars: ['rate'] },
      ({ param, grad, rate }) => ({ param: sub(param, mul(rate, grad)) }),
    );
    expect(program).toEqual({
      name: 'descend',
      nodes: [
        { type: 'float32', op: 'tensor', args: [], name: 'param' },
        { type: 'float32', op: 'scalar', args: [], name: 'rate' },
        { type: 'float32', op: 'tensor', args: [], name: 'grad' },
        { type: 'float32', op: 'mul', args: [1, 2] },
        { type: 'float32', op: 'sub', args: [0, 3] },
      ],
      outputs: [{ name: 'param', node: 4 }],
      tensors: ['param', 'grad'],
      broadcasts: [],
      scalars: ['rate'],
      integers: [],
    });
  });

  test('shares common subexpressions, whether one object or written again', () => {
    const program = trace(xy, ({ x, y }) => {
      const product = mul(x, y);
      return { a: add(product, 1), b: add(product, mul(x, y)), c: add(mul(x, y), 1) };
    });
    expect(operations(program)).toEqual(['mul', 'add', 'add']);
    expect(program.outputs.map(({ node }) => node)).toEqual([
      program.outputs[0]?.node,
      program.outputs[1]?.node,
      program.outputs[0]?.node,
    ]);
  });

  test('does not share what differs in the order of arguments, in the operation or a constant', () => {
    const program = trace(xy, ({ x, y }) => ({
      a: sub(x, y),
      b: sub(y, x),
      c: add(x, y),
      d: add(x, 1),
      e: add(x, 1.5),
    }));
    expect(operations(program)).toEqual(['sub', 'sub', 'add', 'add', 'add']);
  });

  test('shares equal constants, but not 0 and −0', () => {
    const program = trace(xy, ({ x }) => ({ a: add(x, 0), b: mul(x, 0), c: add(x, -0) }));
    const constants = program.nodes.filter(({ op }) => op === 'constant');
    expect(constants.map(({ value }) => value)).toEqual([0, -0]);
  });

  test('drops what no output reaches, and inputs that nothing uses', () => {
    const program = trace({ ...xy, scalars: ['s', 'unused'] }, ({ x, y, s }) => {
      square(y);
      return { x: mul(x, s) };
    });
    expect(operations(program)).toEqual(['mul']);
    expect(program.tensors).toEqual(['x']);
    expect(program.scalars).toEqual(['s']);
  });

  test('drops an output that is the input of the same name, not one of another name', () => {
    const program = trace(xy, ({ x, y }) => ({ x, y: x, copy: y }));
    expect(program.outputs.map(({ name }) => name)).toEqual(['y', 'copy']);
  });

  test('takes a program without outputs', () => {
    expect(trace(xy, ({ x }) => ({ x })).nodes).toEqual([]);
  });

  test('lists inputs by source, in the order of the signature', () => {
    const program = trace(
      { name: 'test', tensors: ['x', 'y'], broadcasts: ['r', 'q'], scalars: ['t', 's'] },
      ({ x, y, r, q, s, t }) => ({ x: add(mul(y, add(q, r)), mul(x, add(s, t))) }),
    );
    expect(program.tensors).toEqual(['x', 'y']);
    expect(program.broadcasts).toEqual(['r', 'q']);
    expect(program.scalars).toEqual(['t', 's']);
  });

  test('marks reductions at the outputs, over nodes shared with the rest', () => {
    const program = trace(xy, ({ x }) => ({
      x: square(x),
      n: sum(square(x)),
      m: largest(square(x)),
    }));
    expect(operations(program)).toEqual(['mul']);
    expect(program.outputs).toEqual([
      { name: 'x', node: 1 },
      { name: 'n', node: 1, reduce: 'sum' },
      { name: 'm', node: 1, reduce: 'max' },
    ]);
  });

  test.each([
    ['among the tensors', { name: 'test', tensors: ['x', 'x'] }],
    ['as tensor and as scalar', { name: 'test', tensors: ['x'], scalars: ['x'] }],
    ['as broadcast and as integer', { name: 'test', broadcasts: ['x'], integers: ['x'] }],
  ] as const)('refuses a name used twice: %s', (_, signature) => {
    expect(() => trace(signature, () => ({}))).toThrow(
      new ProgramError('test: got the input `x` twice, expected each name once.'),
    );
  });

  test('takes names that every object has', () => {
    const program = trace({ name: 'test', tensors: ['constructor', 'x'] }, (inputs) => ({
      x: add(inputs.x, inputs.constructor as Expr),
    }));
    expect(program.tensors).toEqual(['constructor', 'x']);
  });

  test.each([
    ['a number', 3, '3'],
    ['undefined', undefined, 'undefined'],
    ['null', null, 'null'],
    ['an array', [1], '[1]'],
    ['an object', {}, 'an object of class Object'],
    ['a function', sum, 'a function'],
  ])('refuses %s as an output', (_, value, described) => {
    const refused = () => trace(xy, () => ({ x: value as never }));
    expect(refused).toThrow(ProgramError);
    expect(refused).toThrow(`test: got ${described} for the output \`x\`, expected `);
  });

  test('refuses a mask or random bits as an output', () => {
    const k = { name: 'test', integers: ['k'] } as const;
    expect(() => trace(xy, ({ x, y }) => ({ x: less(x, y) as never }))).toThrow(ProgramError);
    expect(() => trace(k, (inputs) => ({ o: inputs.k as never }))).toThrow(ProgramError);
  });
});

describe('operands', () => {
  const traced = (body: (x: Expr) => unknown) => () =>
    trace(xy, ({ x }) => ({ o: body(x) as Expr }));

  test.each([
    ['undefined', undefined, 'undefined'],
    ['null', null, 'null'],
    ['a string', 'x', '"x"'],
    ['a boolean', true, 'true'],
    ['an array', [1, 2], '[1, 2]'],
  ])('refuse %s', (_, value, described) => {
    const message = `program: got ${described} as an operand, expected `;
    const missing = value as never;
    expect(traced((x) => mul(x, missing))).toThrow(ProgramError);
    expect(traced((x) => mul(x, missing))).toThrow(message);
    expect(traced((x) => where(greater(x, 0), missing, x))).toThrow(message);
    expect(traced(() => neg(missing))).toThrow(message);
  });

  test('of a reduction are checked too', () => {
    const { missing } = {} as { missing: Expr };
    expect(traced(() => sum(missing))).toThrow(ProgramError);
    expect(traced(() => sum([1] as never))).toThrow(ProgramError);
  });

  test('refuse a reduction: it is possible only as an output', () => {
    expect(traced((x) => add(sum(x) as never, 1))).toThrow(ProgramError);
  });

  test('refuse a missing second operand of max, which must not turn it into a reduction', () => {
    const { floor } = {} as { floor: Expr };
    expect(traced((x) => max(x, floor))).toThrow(ProgramError);
  });

  test('refuse a mask where a number belongs, and a number where a mask belongs', () => {
    expect(traced((x) => add(less(x, 0) as never, 1))).toThrow(ProgramError);
    expect(traced((x) => where(x as never, 1, 2))).toThrow(ProgramError);
    expect(traced(() => where(1 as never, 1, 2))).toThrow(ProgramError);
  });

  test('of bits are integers that are given, and of uniform random bits', () => {
    const k = { name: 'test', integers: ['k'] } as const;
    const random = (key: Expr<'integer'>) => bits(key, key, key);
    expect(() => trace(k, (i) => ({ o: uniform(random(i.k)) }))).not.toThrow();
    expect(() => trace(k, (i) => ({ o: uniform(i.k as never) }))).toThrow(ProgramError);
    expect(() => trace(k, (i) => ({ o: uniform(random(random(i.k) as never)) }))).toThrow(
      ProgramError,
    );
    expect(() => trace(k, (i) => ({ o: uniform(bits(i.k, i.k, 1 as never)) }))).toThrow(
      ProgramError,
    );
    expect(() => trace(k, (i) => ({ o: add(i.k as never, 1) }))).toThrow(ProgramError);
  });
});
