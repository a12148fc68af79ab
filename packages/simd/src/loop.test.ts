import {
  abs,
  add,
  bits,
  clamp,
  div,
  type Expr,
  equal,
  greater,
  largest,
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
  sum,
  trace,
  uniform,
  where,
} from '@nadir/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  inputsFor,
  programs,
  specials,
  tameValues,
  wildValues,
} from '../../core/test/random-program.js';
import { expectReference } from '../test/reference.js';
import { bindLoop, compileLoop, loopArguments, readReductions, resetReductions } from './index.js';

const sizes = [0, 1, 2, 3, 4, 5, 127, 128, 129];
const layouts = fc.record({
  inPlace: fc.boolean(),
  chunk: fc.constantFrom(4, 8, 64, 128, Infinity),
  garbage: fc.constantFrom(Number.NaN, Infinity, 1e30, 0),
  shared: fc.boolean(),
});
const abc = { name: 'test', tensors: ['a', 'b', 'c'] } as const;

describe('a loop', () => {
  test.each<[string, (a: Expr, b: Expr, c: Expr) => Expr]>([
    ['add', add],
    ['sub', sub],
    ['mul', mul],
    ['div', div],
    ['min', min],
    ['max', (a, b) => max(a, b)],
    ['neg', neg],
    ['abs', abs],
    ['sqrt', sqrt],
    ['sign', sign],
    ['square', square],
    ['clamp', clamp],
    ['lerp', lerp],
    ['less', (a, b, c) => where(less(a, b), c, 7)],
    ['greater', (a, b, c) => where(greater(a, b), c, 7)],
    ['equal', (a, b, c) => where(equal(a, b), c, a)],
    ['where', (a, b, c) => where(less(a, 0), b, c)],
  ])('is the interpreter bit for bit on special and random values: %s', (_, expr) => {
    const program = trace(abc, ({ a, b, c }) => ({ o: expr(a, b, c) }));
    const values = [...specials, ...wildValues(1, 20)];
    const pairs = values.flatMap((a) => values.map((b) => [a, b] as const));
    const inputs = {
      a: Float32Array.from(pairs, ([a]) => a),
      b: Float32Array.from(pairs, ([, b]) => b),
      c: wildValues(2, pairs.length),
    };
    expectReference(program, inputs, pairs.length);
  });

  test('is the interpreter bit for bit for random programs, layouts and calls', () => {
    fc.assert(
      fc.property(
        programs(),
        fc.nat(),
        fc.constantFrom(...sizes),
        layouts,
        (program, seed, size, layout) => {
          expectReference(program, inputsFor(seed, size), size, layout);
        },
      ),
      { seed: 1, numRuns: 1000 },
    );
  });

  test.each(sizes)(
    'computes %i elements, in place and out of place, in one call or several',
    (n) => {
      const program = trace({ ...abc, scalars: ['s'], integers: ['k'] }, ({ a, b, c, s, k }) => ({
        a: lerp(a, b, s),
        b: add(mul(c, s), uniform(bits(k, k, k))),
        o: sqrt(abs(a)),
        sum: sum(a),
        max: largest(neg(b)),
      }));
      const inputs = {
        ...{ a: wildValues(1, n), b: tameValues(2, n), c: tameValues(3, n) },
        ...{ s: 0.75, k: 5 },
      };
      for (const inPlace of [false, true]) {
        for (const chunk of [4, 12, 124, Infinity]) {
          expectReference(program, inputs, n, { inPlace, chunk });
        }
      }
    },
  );

  test('reads every input before it writes in its place', () => {
    const program = trace(abc, ({ a, b, c }) => ({ a: b, b: c, c: a }));
    const inputs = { a: wildValues(1, 9), b: wildValues(2, 9), c: wildValues(3, 9) };
    expectReference(program, inputs, 9, { inPlace: true });
  });

  test('gives outputs that vary with nothing, and programs without tensors', () => {
    const program = trace(
      { name: 'test', broadcasts: ['r'], scalars: ['s'], integers: ['k'] },
      ({ r, s, k }) => ({
        constant: add(r, neg(r)),
        o: mul(r, s),
        u: uniform(bits(k, k, k)),
        n: sum(mul(r, s)),
        m: largest(s),
      }),
    );
    expectReference(program, { r: 1.5, s: 0.1, k: 2 ** 32 - 1 }, 6);
  });

  test('keeps constants of any magnitude', () => {
    const program = trace(abc, ({ a }) => ({
      ...Object.fromEntries(specials.map((value, i) => [`o${i}`, add(mul(a, 0), value)])),
      big: mul(a, 1e300),
      small: mul(a, 1e-300),
    }));
    expectReference(program, { a: tameValues(1, 5) }, 5);
  });

  test('runs a program without outputs, and one called for no elements', () => {
    const nothing = trace(abc, ({ a }) => ({ a }));
    expectReference(nothing, {}, 5);
    const total = trace(abc, ({ a }) => ({ a: neg(a), sum: sum(a), max: largest(a) }));
    expectReference(total, { a: new Float32Array(0) }, 0);
  });
});

describe('a reduction', () => {
  const total = trace(abc, ({ a }) => ({ sum: sum(a), max: largest(a) }));

  test.each(sizes)('does not see what stands behind element %i', (size) => {
    for (const garbage of [Number.NaN, Infinity, 1e30, -1e30]) {
      expectReference(total, { a: tameValues(1, size) }, size, { garbage });
    }
  });

  test('keeps six digits over ten million equal terms', () => {
    const a = new Float32Array(1e7).fill(0.1);
    const memory = new WebAssembly.Memory({ initial: 640 });
    new Float32Array(memory.buffer, 64, 1e7).set(a);
    resetReductions(total, memory.buffer, 0);
    const call = { start: 0, count: 1e7, inputs: [64], outputs: [], reductions: 0, numbers: [] };
    bindLoop(compileLoop(total), memory)(loopArguments(call));
    const result = readReductions(total, memory.buffer, 0);
    expect(Math.abs((result.sum as number) / (1e7 * Math.fround(0.1)) - 1)).toBeLessThan(1e-6);
    expect(result.max).toBe(Math.fround(0.1));
  });

  test('starts anew after a reset', () => {
    const memory = new WebAssembly.Memory({ initial: 1 });
    new Float32Array(memory.buffer, 64, 4).set([1, 2, 3, 4]);
    const loop = bindLoop(compileLoop(total), memory);
    const call = { start: 0, count: 4, inputs: [64], outputs: [], reductions: 0, numbers: [] };
    for (let i = 0; i < 2; i++) {
      resetReductions(total, memory.buffer, 0);
      loop(loopArguments(call));
      expect(readReductions(total, memory.buffer, 0)).toEqual({ sum: 10, max: 4 });
    }
    loop(loopArguments(call));
    expect(readReductions(total, memory.buffer, 0)).toEqual({ sum: 20, max: 4 });
  });
});
