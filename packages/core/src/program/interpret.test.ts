import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { difference, specials } from '../../test/random-program.js';
import { ProgramError } from '../errors.js';
import {
  abs,
  add,
  bits,
  clamp,
  div,
  type Expr,
  equal,
  greater,
  lerp,
  less,
  max,
  min,
  mul,
  neg,
  sign,
  sqrt,
  square,
  sub,
  uniform,
  where,
} from './expression.js';
import { type InterpreterInputs, interpret } from './interpret.js';
import { largest, sum } from './reduce.js';
import { threefry } from './threefry.js';
import { type Program, trace } from './trace.js';

const f = Math.fround;

/** Each operation, what it means on numbers, and the same with every step rounded to float32. */
const cases: readonly {
  name: string;
  expr: (a: Expr, b: Expr, c: Expr) => Expr;
  exact: (a: number, b: number, c: number) => number;
  rounded?: (a: number, b: number, c: number) => number;
}[] = [
  { name: 'add', expr: add, exact: (a, b) => a + b },
  { name: 'sub', expr: sub, exact: (a, b) => a - b },
  { name: 'mul', expr: mul, exact: (a, b) => a * b },
  { name: 'div', expr: div, exact: (a, b) => a / b },
  { name: 'min', expr: min, exact: (a, b) => Math.min(a, b) },
  { name: 'max', expr: (a, b) => max(a, b), exact: (a, b) => Math.max(a, b) },
  { name: 'neg', expr: neg, exact: (a) => -a },
  { name: 'abs', expr: abs, exact: Math.abs },
  { name: 'sqrt', expr: sqrt, exact: Math.sqrt },
  { name: 'sign', expr: sign, exact: Math.sign },
  { name: 'square', expr: square, exact: (a) => a * a },
  {
    name: 'clamp',
    expr: clamp,
    exact: (a, low, high) => Math.min(Math.max(a, low), high),
  },
  {
    name: 'lerp',
    expr: lerp,
    exact: (a, b, t) => (t < 0.5 ? a + t * (b - a) : b + (t - 1) * (b - a)),
    rounded: (a, b, t) => (t < 0.5 ? f(a + f(t * f(b - a))) : f(b + f(f(t - 1) * f(b - a)))),
  },
  { name: 'less', expr: (a, b, c) => where(less(a, b), c, 7), exact: (a, b, c) => (a < b ? c : 7) },
  {
    name: 'greater',
    expr: (a, b, c) => where(greater(a, b), c, 7),
    exact: (a, b, c) => (a > b ? c : 7),
  },
  {
    name: 'equal',
    expr: (a, b, c) => where(equal(a, b), c, 7),
    exact: (a, b, c) => (a === b ? c : 7),
  },
  {
    name: 'where',
    expr: (a, b, c) => where(less(a, 0), b, c),
    exact: (a, b, c) => (a < 0 ? b : c),
  },
];

const numbers = fc.oneof(fc.constantFrom(...specials), fc.double(), fc.float());
const abc = { name: 'test', tensors: ['a', 'b', 'c'] } as const;

describe.each(cases)('$name', ({ expr, exact, rounded = (...abc) => f(exact(...abc)) }) => {
  const program = trace(abc, ({ a, b, c }) => ({ o: expr(a, b, c) }));
  const run = (values: readonly [number, number, number], precision: 'float32' | 'float64') => {
    const [a, b, c] = values;
    return interpret(program, { a: [a], b: [b], c: [c] }, precision).o;
  };

  test('is exact in float64', () => {
    fc.assert(
      fc.property(fc.tuple(numbers, numbers, numbers), (values) => {
        expect(
          difference(run(values, 'float64') as Float64Array, exact(...values)),
        ).toBeUndefined();
      }),
      { seed: 1, numRuns: 500 },
    );
  });

  test('rounds inputs and result to float32 in float32', () => {
    fc.assert(
      fc.property(fc.tuple(numbers, numbers, numbers), ([a, b, c]) => {
        const expected = rounded(f(a), f(b), f(c));
        expect(difference(run([a, b, c], 'float32') as Float32Array, expected)).toBeUndefined();
      }),
      { seed: 1, numRuns: 500 },
    );
  });
});

describe('lerp', () => {
  const finite = fc.float({
    min: -(2 ** 120),
    max: 2 ** 120,
    noNaN: true,
    noDefaultInfinity: true,
  });
  const at = (a: number, b: number, t: number, kind: 'scalar' | 'constant') => {
    const signature = { name: 'lerp', tensors: ['a', 'b'], scalars: ['t'] } as const;
    const program = trace(signature, (x) => ({ o: lerp(x.a, x.b, kind === 'scalar' ? x.t : t) }));
    return Number((interpret(program, { a: [a], b: [b], t }, 'float32').o as Float32Array)[0]) + 0;
  };

  test.each(['scalar', 'constant'] as const)(
    'is exact at both ends, and between equals: t a %s',
    (kind) => {
      fc.assert(
        fc.property(finite, finite, fc.double({ min: 0, max: 1, noNaN: true }), (a, b, t) => {
          expect(at(a, b, 0, kind)).toBe(a + 0);
          // Adding 0 makes one of both zeros.
          expect(at(a, b, 1, kind)).toBe(b + 0);
          expect(at(a, a, t, kind)).toBe(a + 0);
        }),
        { seed: 1, numRuns: 500 },
      );
    },
  );

  test('keeps a small end beside a large beginning, as torch.lerp', () => {
    // torch.lerp(tensor(1e10), tensor(0.5), 0.999999) in float32 is 10133.2900390625.
    expect(at(1e10, 0.5, 0.999999, 'scalar')).toBe(10133.2900390625);
  });
});

describe('interpret', () => {
  test('rounds every operation, not only the last', () => {
    // 2²⁴ + 1 is no float32, so the first sum stays 2²⁴; in float64 nothing is lost.
    const program = trace({ name: 'test', tensors: ['x'] }, ({ x }) => ({ o: sub(add(x, 1), x) }));
    expect(interpret(program, { x: [2 ** 24] }, 'float32')).toEqual({ o: Float32Array.of(0) });
    expect(interpret(program, { x: [2 ** 24] }, 'float64')).toEqual({ o: Float64Array.of(1) });
  });

  test('rounds constants, scalars and broadcasts', () => {
    const program = trace({ name: 'test', broadcasts: ['r'], scalars: ['s'] }, ({ r, s }) => ({
      a: r,
      b: s,
      c: mul(s, 0),
      d: add(mul(s, 0), 0.1),
    }));
    const o = interpret(program, { r: 0.1, s: 0.2 }, 'float32');
    expect([o.a, o.b, o.d]).toEqual([[f(0.1)], [f(0.2)], [f(0.1)]].map((x) => new Float32Array(x)));
    const exact = interpret(program, { r: 0.1, s: 0.2 }, 'float64');
    expect([exact.a, exact.b, exact.d]).toEqual(
      [[0.1], [0.2], [0.1]].map((x) => new Float64Array(x)),
    );
  });

  test('gives every element the same scalar and 0-D tensor', () => {
    const program = trace(
      { name: 'test', tensors: ['x'], broadcasts: ['r'], scalars: ['s'] },
      ({ x, r, s }) => ({ x: add(mul(x, r), s) }),
    );
    expect(interpret(program, { x: [1, 2, 3], r: 10, s: 0.5 }, 'float64')).toEqual({
      x: Float64Array.of(10.5, 20.5, 30.5),
    });
  });

  test('leaves its inputs as they were', () => {
    const program = trace({ name: 'test', tensors: ['x'] }, ({ x }) => ({ x: add(x, 1) }));
    const x = Float32Array.of(1, 2);
    interpret(program, { x }, 'float32');
    expect(x).toEqual(Float32Array.of(1, 2));
  });

  test('computes all outputs from the old values', () => {
    const program = trace({ name: 'test', tensors: ['x', 'y'] }, ({ x, y }) => ({ x: y, y: x }));
    expect(interpret(program, { x: [1], y: [2] }, 'float64')).toEqual({
      x: Float64Array.of(2),
      y: Float64Array.of(1),
    });
  });

  test('draws bits from key, stream, element and step', () => {
    const signature = { name: 'test', tensors: ['x'], integers: ['k', 's', 'n'] } as const;
    const program = trace(signature, ({ x, k, s, n }) => ({
      x: add(mul(x, 0), uniform(bits(k, s, n))),
    }));
    const o = interpret(program, { x: [9, 9, 9], k: 5, s: 6, n: 7 }, 'float64');
    // uniform: the upper 24 bits times 2⁻²⁴.
    const expected = [0, 1, 2].map((i) => Math.floor(threefry(5, 6, i, 7)[0] / 256) / 2 ** 24);
    expect(o.x).toEqual(Float64Array.from(expected));
  });

  test('takes a size where there is no tensor', () => {
    const program = trace({ name: 'test', scalars: ['s'] }, ({ s }) => ({ o: s, n: sum(s) }));
    expect(interpret(program, { s: 2 }, 'float64', 3)).toEqual({
      o: Float64Array.of(2, 2, 2),
      n: 6,
    });
    expect(interpret(program, { s: 2 }, 'float64')).toEqual({ o: Float64Array.of(2), n: 2 });
  });
});

describe('a reduction', () => {
  const reduce = trace({ name: 'test', tensors: ['x'] }, ({ x }) => ({
    sum: sum(x),
    max: largest(x),
  }));

  test('of no elements is 0 as a sum, −∞ as a maximum', () => {
    expect(interpret(reduce, { x: [] }, 'float32')).toEqual({ sum: 0, max: -Infinity });
  });

  test('adds element i to lane i mod 4 in float64 and rounds once, at the end', () => {
    // In float64, 2⁵³ + 1 is 2⁵³: lane 0 gets 2⁵³, 1, 1 and stays.
    const x = [2 ** 53, -(2 ** 53), 1, 0, 1, 0, 0, 0, 1];
    // (2⁵³ − 2⁵³) + (1 + 0) = 1; one element after the other it would be 3.
    expect(interpret(reduce, { x }, 'float32').sum).toBe(1);
    // (0 + 1) + (2⁵³ − 2⁵³) = 1; one lane after the other it would be 0.
    expect(interpret(reduce, { x: [0, 1, 2 ** 53, -(2 ** 53)] }, 'float32').sum).toBe(1);
    // Not rounded on the way: 2²⁴ + 1 − 2²⁴ in one lane.
    expect(
      interpret(reduce, { x: [2 ** 24, 0, 0, 0, 1, 0, 0, 0, -(2 ** 24)] }, 'float32').sum,
    ).toBe(1);
    // Rounded at the end: 2²⁴ + 1 → 2²⁴.
    expect(interpret(reduce, { x: [2 ** 24, 1] }, 'float32').sum).toBe(2 ** 24);
    expect(interpret(reduce, { x: [2 ** 24, 1] }, 'float64').sum).toBe(2 ** 24 + 1);
  });

  test('keeps six digits over a million equal terms', () => {
    const n = 1e6;
    const total = interpret(reduce, { x: new Float32Array(n).fill(0.1) }, 'float32').sum as number;
    // float32(0.1) = 0.100000001490116…; the sum in float32 alone would be 100958.34.
    expect(Math.abs(total / (n * f(0.1)) - 1)).toBeLessThan(1e-6);
  });

  test('finds the largest element in any lane, and NaN', () => {
    for (let at = 0; at < 9; at++) {
      const x = Array(9).fill(-5);
      x[at] = -3;
      expect(interpret(reduce, { x }, 'float32').max).toBe(-3);
      x[at] = Number.NaN;
      expect(interpret(reduce, { x }, 'float32')).toEqual({ sum: Number.NaN, max: Number.NaN });
    }
  });

  test('sees the new values, not the old ones', () => {
    const program = trace({ name: 'test', tensors: ['x'] }, ({ x }) => ({
      x: neg(x),
      n: sum(neg(x)),
    }));
    expect(interpret(program, { x: [1, 2] }, 'float64').n).toBe(-3);
  });
});

describe('interpret refuses', () => {
  const program: Program = trace(
    { name: 'test', tensors: ['x', 'y'], broadcasts: ['r'], scalars: ['s'], integers: ['k'] },
    ({ x, y, r, s, k }) => ({ x: add(mul(add(x, y), r), mul(uniform(bits(k, k, k)), s)) }),
  );
  const complete: InterpreterInputs = { x: [1, 2], y: [3, 4], r: 1, s: 1, k: 1 };

  test.each(['x', 'y', 'r', 's', 'k'])('a missing input: %s', (name) => {
    const { [name]: _, ...inputs } = complete;
    const error = new ProgramError(`test: got no input \`${name}\`, expected one.`);
    expect(() => interpret(program, inputs, 'float32')).toThrow(error);
  });

  test('tensors of unequal sizes', () => {
    const inputs = { ...complete, y: [1, 2, 3] };
    const refused = () => interpret(program, inputs, 'float32');
    expect(refused).toThrow(ProgramError);
    expect(refused).toThrow('test: got tensors of 2, 3 elements, expected ');
  });

  test('both also where a size is given, and tensors of another size than that', () => {
    const { y: _, ...without } = complete;
    const unequal = { ...complete, y: [1, 2, 3] };
    expect(() => interpret(program, without, 'float32', 2)).toThrow(ProgramError);
    expect(() => interpret(program, unequal, 'float32', 2)).toThrow(ProgramError);
    expect(() => interpret(program, complete, 'float32', 3)).toThrow(ProgramError);
  });
});
