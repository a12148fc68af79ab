import {
  abs,
  add,
  div,
  type Expr,
  equal,
  less,
  max,
  min,
  mul,
  neg,
  type Operation,
  sign,
  sqrt,
  sub,
  trace,
  where,
} from '@nadir/core';
import type { ProgramLaw } from '../law.js';
import { manyShapes, numbers, sizeOf } from '../numbers.js';
import { expectInterpreted } from './run-program.js';

/** Each operation but those on random bits, which have a law of their own. */
const operations: Readonly<
  Record<Exclude<Operation, 'bits' | 'uniform'>, (a: Expr, b: Expr, c: Expr) => Expr>
> = {
  add: (a, b) => add(a, b),
  sub: (a, b) => sub(a, b),
  mul: (a, b) => mul(a, b),
  div: (a, b) => div(a, b),
  min: (a, b) => min(a, b),
  max: (a, b) => max(a, b),
  neg: (a) => neg(a),
  abs: (a) => abs(a),
  sqrt: (a) => sqrt(a),
  sign: (a) => sign(a),
  less: (a, b) => where(less(a, b), 1, 0),
  equal: (a, b) => where(equal(a, b), 1, 0),
  where: (a, b, c) => where(less(a, 0), b, c),
};

/** Zeros, ones, numbers beside them, the ends of the range, and what is no number. */
const special = [
  0,
  -0,
  1,
  -1,
  1 + 2 ** -23,
  1 - 2 ** -24,
  0.1,
  -3,
  2 ** 24 + 2,
  1e-10,
  2 ** -126,
  -(2 ** -126),
  2 ** -149,
  -(2 ** -149),
  3 * 2 ** -140,
  2 ** -75,
  2 ** 100,
  (2 - 2 ** -23) * 2 ** 127,
  -(2 - 2 ** -23) * 2 ** 127,
  Infinity,
  -Infinity,
  Number.NaN,
];

/** Each operation is the IEEE operation that the interpreter has. */
export const computesOperations: ProgramLaw = (it, { tolerance }) => {
  for (const [name, make] of Object.entries(operations)) {
    const program = trace({ name, tensors: ['a', 'b', 'c'] }, ({ a, b, c }) => ({
      result: make(a, b, c),
    }));

    it(`${name} of ordinary numbers`, async () => {
      for (const shape of manyShapes) {
        const size = sizeOf(shape);
        const [a, b, c] = [1, 2, 3].map((seed) => numbers(size, seed).map(spread)) as [
          Float32Array,
          Float32Array,
          Float32Array,
        ];
        // Some elements are equal, and a square root takes what is not negative.
        const same = b.map((x, i) => (i % 3 === 0 ? (a[i] as number) : x));
        const first = name === 'sqrt' ? a.map(Math.abs) : a;
        await expectInterpreted(program, { a: first, b: same, c }, shape, tolerance);
      }
    });

    it(`${name} of special numbers`, async () => {
      const a = Float32Array.from(special.flatMap((x) => special.map(() => x)));
      const b = Float32Array.from(special.flatMap(() => special));
      const c = b.map((x) => -x);
      await expectInterpreted(program, { a, b, c }, [a.length], tolerance);
    });
  }
};

const spread = (x: number, i: number): number => x * 10 ** ((i % 9) - 4);
