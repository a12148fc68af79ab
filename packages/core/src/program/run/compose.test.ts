import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { inputsFor, programs, specials, tameValues } from '../../../test/random-program.js';
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
} from '../expression.js';
import { type InterpreterInputs, interpret } from '../interpret.js';
import { largest, sum } from '../reduce.js';
import { type Program, trace } from '../trace.js';
import { compose } from './compose.js';
import { type ProgramCall, resolve } from './resolve.js';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

type Numbers = Readonly<Record<string, number>>;

const run = (program: Program, call: ProgramCall<tf.Tensor>) =>
  compose(program, resolve(program, call));

/** Runs a program with ordinary ops on inputs as the interpreter takes them. */
function composed(program: Program, inputs: InterpreterInputs, shape?: number[]) {
  return tf.tidy(() => {
    const tensors: Record<string, tf.Tensor> = {};
    for (const name of program.tensors) {
      const values = inputs[name] as Float32Array;
      tensors[name] = tf.tensor(values, shape ?? [values.length], 'float32');
    }
    for (const name of program.broadcasts) tensors[name] = tf.scalar(inputs[name] as number);
    const outputs = run(program, {
      tensors,
      scalars: inputs as Numbers,
      ...(shape !== undefined && { shape }),
    });
    return Object.fromEntries(
      Object.entries(outputs).map(([name, tensor]) => [name, tensor.dataSync() as Float32Array]),
    );
  });
}

/** Largest distance of the fallback from the interpreter in float32, in units of the last place. */
function ulpsFromInterpreter(program: Program, inputs: InterpreterInputs, shape?: number[]) {
  const actual = composed(program, inputs, shape);
  const size = shape && tf.util.sizeFromShape(shape);
  const expected = interpret(program, inputs, 'float32', size);
  expect(Object.keys(actual).sort()).toEqual(Object.keys(expected).sort());
  let worst = 0;
  for (const [name, value] of Object.entries(expected)) {
    const e = typeof value === 'number' ? [value] : value;
    const a = actual[name] as Float32Array;
    expect(a.length, name).toBe(e.length);
    a.forEach((x, i) => {
      worst = Math.max(worst, ulps(x, e[i] as number));
    });
  }
  return worst;
}

function ulps(a: number, b: number): number {
  if (Object.is(a, b) || a === b) return 0;
  const ulp = 2 ** Math.max(Math.floor(Math.log2(Math.abs(b))) - 23, -149);
  const distance = Math.abs(a - b) / ulp;
  return Number.isNaN(distance) ? Infinity : distance;
}

const abc = { name: 'test', tensors: ['a', 'b', 'c'] } as const;

describe('compose', () => {
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
  ])('gives the numbers of the interpreter: %s', (_, expr) => {
    const program = trace(abc, ({ a, b, c }) => ({ o: expr(a, b, c) }));
    // Every pair of numbers at which operations behave in their own way.
    const pairs = specials.flatMap((a) => specials.map((b) => [a, b] as const));
    const inputs = {
      a: Float32Array.from(pairs, ([a]) => a),
      b: Float32Array.from(pairs, ([, b]) => b),
      c: tameValues(1, pairs.length),
    };
    expect(ulpsFromInterpreter(program, inputs)).toBeLessThanOrEqual(1);
  });

  test('gives the numbers of the interpreter for random programs', () => {
    fc.assert(
      fc.property(programs(), fc.nat(), fc.integer({ min: 1, max: 9 }), (p, seed, size) => {
        expect(ulpsFromInterpreter(p, inputsFor(seed, size))).toBeLessThanOrEqual(2);
      }),
      { seed: 1, numRuns: 500 },
    );
  });

  test.each([[[]], [[1]], [[7]], [[2, 3]], [[2, 1, 3]], [[0]], [[2, 0]]])(
    'keeps the shape %j',
    (shape) => {
      const size = tf.util.sizeFromShape(shape);
      const program = trace(
        { name: 'test', tensors: ['x', 'y'], broadcasts: ['r'], scalars: ['s'] },
        ({ x, y, r, s }) => ({ x: add(mul(x, r), s), o: sub(x, y), one: mul(r, s), c: add(s, 1) }),
      );
      const [x, y] = [tf.tensor(tameValues(1, size), shape), tf.tensor(tameValues(2, size), shape)];
      const outputs = run(program, { tensors: { x, y, r: tf.scalar(2) }, scalars: { s: 3 } });
      expect(Object.keys(outputs)).toEqual(['x', 'o', 'one', 'c']);
      for (const tensor of Object.values(outputs)) {
        expect(tensor.shape).toEqual(shape);
        expect(tensor.dtype).toBe('float32');
      }
      expect(outputs.one?.dataSync()).toEqual(new Float32Array(size).fill(6));
      expect(outputs.c?.dataSync()).toEqual(new Float32Array(size).fill(4));
    },
  );

  test('takes the shape that is given where there is no tensor', () => {
    const program = trace({ name: 'test', scalars: ['s'] }, ({ s }) => ({
      o: mul(s, 2),
      n: sum(s),
    }));
    expect(composed(program, { s: 3 }, [2, 2])).toEqual({
      o: Float32Array.of(6, 6, 6, 6),
      n: Float32Array.of(12),
    });
    expect(composed(program, { s: 3 })).toEqual({ o: Float32Array.of(6), n: Float32Array.of(3) });
  });

  test('reduces to 0-D tensors', () => {
    const program = trace(abc, ({ a }) => ({ n: sum(square(a)), m: largest(neg(a)) }));
    const outputs = run(program, {
      tensors: { a: tf.tensor2d([1, -2, 3, 4], [2, 2]) },
      scalars: {},
    });
    expect(outputs.n?.shape).toEqual([]);
    expect(outputs.n?.dataSync()).toEqual(Float32Array.of(1 + 4 + 9 + 16));
    expect(outputs.m?.dataSync()).toEqual(Float32Array.of(2));
  });

  test('reduces no elements to 0 as a sum, −∞ as a maximum', () => {
    const program = trace(abc, ({ a }) => ({ n: sum(a), m: largest(a) }));
    expect(composed(program, { a: new Float32Array(0) })).toEqual({
      n: Float32Array.of(0),
      m: Float32Array.of(-Infinity),
    });
  });

  test('sums ten million equal terms to six digits', () => {
    const program = trace(abc, ({ a }) => ({ n: sum(a) }));
    const total = composed(program, { a: new Float32Array(1e7).fill(0.1) }).n?.[0] as number;
    expect(Math.abs(total / (1e7 * Math.fround(0.1)) - 1)).toBeLessThan(1e-6);
  });

  test('draws random bits equal bit for bit', () => {
    const program = trace(
      { name: 'test', tensors: ['x'], integers: ['k', 's', 'n'] },
      ({ x, k, s, n }) => ({
        x: add(mul(x, 0), uniform(bits(k, s, n))),
        o: uniform(bits(n, k, s)),
      }),
    );
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const { key, stream, step } = inputsFor(seed, 1);
        const inputs = { x: tameValues(seed, 37), k: key, s: stream, n: step };
        expect(ulpsFromInterpreter(program, inputs)).toBe(0);
      }),
      { seed: 1, numRuns: 20 },
    );
  });

  test('leaves its inputs as they were, also where an output is an input', () => {
    const program = trace(abc, ({ a, b }) => ({ a: b, b: a, o: a }));
    const [a, b] = [tf.tensor1d([1, 2]), tf.tensor1d([3, 4])];
    const outputs = run(program, { tensors: { a, b }, scalars: {}, owned: ['a', 'b'] });
    expect(outputs.a?.dataSync()).toEqual(Float32Array.of(3, 4));
    expect(outputs.b?.dataSync()).toEqual(Float32Array.of(1, 2));
    tf.dispose(outputs);
    expect(a.dataSync()).toEqual(Float32Array.of(1, 2));
    expect(b.dataSync()).toEqual(Float32Array.of(3, 4));
  });

  test.each([[[]], [[1]], [[3]]])(
    'gives no output the buffer of an input or of another output: %j',
    (shape) => {
      const program = trace({ name: 'test', tensors: ['x'], broadcasts: ['r'] }, ({ x, r }) => ({
        ...{ a: x, b: x, c: neg(x), d: neg(x), e: r, f: sum(x), g: largest(x), h: sum(r) },
      }));
      const tensors = { x: tf.ones(shape), r: tf.scalar(1) };
      const outputs = run(program, { tensors });
      const all = [...Object.values(tensors), ...Object.values(outputs)];
      expect(new Set(all.map(({ dataId }) => dataId)).size).toBe(all.length);
    },
  );

  test('makes one tensor for each output and no other', () => {
    const program = trace(abc, ({ a, b, c }) => ({ a: lerp(a, b, c), o: sqrt(c), n: sum(a) }));
    const tensors = { a: tf.tensor1d([1]), b: tf.tensor1d([2]), c: tf.tensor1d([3]) };
    const before = tf.memory().numTensors;
    const outputs = run(program, { tensors, scalars: {} });
    expect(tf.memory().numTensors).toBe(before + 3);
    tf.dispose(outputs);
    expect(tf.memory().numTensors).toBe(before);
    tf.dispose(tensors);
  });
});
