import {
  abs,
  add,
  bits,
  execute,
  interpret,
  largest,
  lerp,
  mul,
  type Program,
  sqrt,
  square,
  sub,
  sum,
  trace,
  uniform,
  unregisterBackend,
} from '@nadir/core';
import type { InterpreterInputs } from '@nadir/core/internal';
import * as tf from '@tensorflow/tfjs';
import '@tensorflow/tfjs-backend-wasm';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  difference,
  inputsFor,
  programs,
  tameValues,
  wildValues,
} from '../../core/test/random-program.js';
import { register } from './index.js';

type Numbers = Readonly<Record<string, number>>;
type Use = 'read' | 'owned' | 'replaced' | 'replaced, but shared';

beforeAll(async () => {
  await tf.setBackend('wasm');
  register();
  // Makes TensorFlow.js compare, for each kernel, the data it made with its outputs.
  tf.env().set('IS_TEST', true);
});
afterAll(() => {
  unregisterBackend('wasm');
  tf.env().set('IS_TEST', false);
});
beforeEach(() => tf.engine().startScope());
afterEach(() => tf.engine().endScope());

/** Runs a program as a kernel and fails unless it gives what the interpreter gives, bit for bit. */
function expectReference(
  program: Program,
  inputs: InterpreterInputs,
  shape: readonly number[],
  uses: Readonly<Record<string, Use>> = {},
): void {
  const expected = interpret(program, inputs, 'float32', tf.util.sizeFromShape([...shape]));
  const tensors: Record<string, tf.Tensor> = {};
  for (const name of program.tensors) {
    tensors[name] = tf.tensor(Float32Array.from(inputs[name] as Float32Array), [...shape]);
    if (uses[name] === 'replaced, but shared') tf.reshape(tensors[name], [-1]);
  }
  for (const name of program.broadcasts) tensors[name] = tf.scalar(inputs[name] as number);
  const ofUse = (use: Use) => program.tensors.filter((name) => uses[name]?.startsWith(use));
  const made = execute(program, {
    ...{ tensors, scalars: inputs as Numbers, shape },
    ...{ owned: ofUse('owned'), replaced: ofUse('replaced') },
  });
  const inPlace = (name: string) =>
    program.tensors.includes(name) && (uses[name] === 'owned' || uses[name] === 'replaced');
  const names = program.outputs.map(({ name }) => name);
  expect(Object.keys(made).sort()).toEqual(names.filter((name) => !inPlace(name)).sort());
  for (const { name, reduce } of program.outputs) {
    const result = made[name] ?? tensors[name];
    expect(result?.shape, name).toEqual(reduce === undefined ? shape : []);
    expect(difference(result?.dataSync(), expected[name] as Float32Array), name).toBeUndefined();
  }
  for (const name of program.tensors) {
    if (names.includes(name) && inPlace(name)) continue;
    const old = inputs[name] as Float32Array;
    expect(difference(tensors[name]?.dataSync(), old), name).toBeUndefined();
  }
}

/** One step with all that a rule can have: state, numbers, random bits, reductions. */
const step = trace(
  {
    name: 'step',
    tensors: ['param', 'grad', 'm', 'v'],
    broadcasts: ['clip'],
    scalars: ['beta', 'rate'],
    integers: ['key', 'stream', 'step'],
  },
  ({ param, grad, m, v, clip, beta, rate, key, stream, step }) => {
    const g = add(mul(grad, clip), uniform(bits(key, stream, step)));
    const mNext = lerp(g, m, beta);
    const vNext = lerp(square(g), v, beta);
    const next = sub(param, mul(rate, mul(mNext, sqrt(vNext))));
    return {
      param: next,
      m: mNext,
      v: vNext,
      norm: sum(square(next)),
      largest: largest(abs(next)),
    };
  },
);
const stepInputs = (size: number) => ({
  ...{ param: wildValues(1, size), grad: wildValues(2, size) },
  ...{ m: tameValues(3, size), v: tameValues(4, size), clip: 0.5, beta: 0.9, rate: 1e-3 },
  ...{ key: 2 ** 32 - 1, stream: 7, step: 12 },
});
const inOptimizer = { param: 'replaced', m: 'owned', v: 'owned' } as const;

describe('a kernel', () => {
  test.each([0, 1, 2, 3, 4, 5, 127, 128, 129, 100_001])(
    'is the interpreter bit for bit for %i elements',
    (size) => {
      expectReference(step, stepInputs(size), [size]);
      expectReference(step, stepInputs(size), [size], inOptimizer);
    },
  );

  test('is the interpreter bit for bit for 0-D tensors, matrices and shapes without elements', () => {
    for (const shape of [[], [3, 5], [2, 1, 3], [0], [4, 0]]) {
      expectReference(step, stepInputs(tf.util.sizeFromShape(shape)), shape, inOptimizer);
    }
  });

  test('is the interpreter bit for bit for random programs and uses of tensors', () => {
    const use = fc.constantFrom<Use>('read', 'owned', 'replaced', 'replaced, but shared');
    const sizes = fc.constantFrom(0, 1, 3, 4, 5, 127, 128, 129);
    fc.assert(
      fc.property(
        programs(),
        fc.nat(),
        sizes,
        fc.record({ x: use, y: use, z: use }),
        (program, seed, size, uses) => {
          tf.tidy(() => {
            expectReference(program, inputsFor(seed, size), [size], uses);
          });
        },
      ),
      { seed: 1, numRuns: 500 },
    );
  });

  test('runs programs without tensors over the shape that is given', () => {
    const program = trace({ name: 'noise', scalars: ['s'], integers: ['k'] }, ({ s, k }) => ({
      o: mul(uniform(bits(k, k, k)), s),
      n: sum(s),
    }));
    expectReference(program, { s: 3, k: 9 }, [40_001]);
    expectReference(program, { s: 3, k: 9 }, [2, 3]);
    expectReference(program, { s: 3, k: 9 }, []);
  });

  test('takes one tensor under several names', () => {
    const program = trace({ name: 'test', tensors: ['x', 'y', 'm'] }, ({ x, y, m }) => ({
      m: add(m, mul(x, y)),
    }));
    const m = tf.tensor1d([0, 0, 0, 0, 0]);
    const x = tf.tensor1d([1, 2, 3, 4, 5]);
    execute(program, { tensors: { x, y: x, m }, owned: ['m'] });
    execute(program, { tensors: { x: m, y: x, m }, owned: ['m'] });
    // m = x², then m + m x = x² + x³.
    expect(m.dataSync()).toEqual(Float32Array.of(2, 12, 36, 80, 150));
  });

  test('takes tensors that were moved from another backend', async () => {
    await tf.setBackend('cpu');
    const tensors = { x: tf.tensor1d([1, 2, 3, 4, 5]), m: tf.tensor1d([5, 4, 3, 2, 1]) };
    const r = tf.scalar(10);
    await tf.setBackend('wasm');
    const program = trace({ name: 'test', tensors: ['x', 'm'], broadcasts: ['r'] }, (i) => ({
      m: add(mul(i.x, i.r), i.m),
    }));
    execute(program, { tensors: { ...tensors, r }, owned: ['m'] });
    expect(tensors.m.dataSync()).toEqual(Float32Array.of(15, 24, 33, 42, 51));
  });
});

describe('what is replaced', () => {
  const increment = trace({ name: 'test', tensors: ['x'] }, ({ x }) => ({ x: add(x, 1) }));
  const five = () => tf.tensor1d([1, 2, 3, 4, 5]);
  const replace = (x: tf.Tensor) => execute(increment, { tensors: { x }, replaced: ['x'] }).x;

  test('is written in place if nobody else holds it, and what was read before stays', () => {
    const x = five();
    const read = x.dataSync();
    expect(replace(x)).toBeUndefined();
    expect(x.dataSync()).toEqual(Float32Array.of(2, 3, 4, 5, 6));
    expect(read).toEqual(Float32Array.of(1, 2, 3, 4, 5));
  });

  test.each<[string, (x: tf.Tensor) => tf.Tensor]>([
    ['a reshaped tensor', (x) => tf.reshape(x, [5, 1])],
    ['one with another axis', (x) => tf.expandDims(x)],
    ['a variable', (x) => tf.variable(x, false)],
  ])('is a new tensor while %s shares it, and is in place again afterwards', (_, share) => {
    const x = five();
    const other = share(x);
    expect(replace(x)?.dataSync()).toEqual(Float32Array.of(2, 3, 4, 5, 6));
    for (const old of [x, other]) expect([...old.dataSync()]).toEqual([1, 2, 3, 4, 5]);
    other.dispose();
    expect(replace(x)).toBeUndefined();
    expect(x.dataSync()).toEqual(Float32Array.of(2, 3, 4, 5, 6));
  });

  test('leaves alone a clone, a slice, what it was sliced from, and the array it was made from', () => {
    const array = Float32Array.of(1, 2, 3, 4, 5, 6);
    const whole = tf.tensor1d(array);
    const part = tf.slice(whole, [1], [5]);
    const clone = tf.clone(part);
    replace(part);
    expect([...clone.dataSync()]).toEqual([2, 3, 4, 5, 6]);
    expect([...whole.dataSync()]).toEqual([1, 2, 3, 4, 5, 6]);
    replace(whole);
    expect([...part.dataSync()]).toEqual([3, 4, 5, 6, 7]);
    expect([...array]).toEqual([1, 2, 3, 4, 5, 6]);
  });
});

// XNNPACK, under these ops, keeps weights and biases in an order of its own.
describe('an op that has run before sees what a kernel wrote in place', () => {
  const double = trace({ name: 'test', tensors: ['w'] }, ({ w }) => ({ w: mul(w, 2) }));
  const image = () => tf.tensor4d(tameValues(3, 18), [1, 3, 3, 2]);

  const one = () => tf.tensor2d([[1, 0.5]]);
  const halves = () => tf.tensor2d([0.5, 0.25, -0.5, 2], [2, 2]);
  const ops: Readonly<Record<string, [number[], (w: tf.Tensor) => tf.Tensor]>> = {
    matMul: [[2, 3], (w) => tf.matMul(one(), w as tf.Tensor2D)],
    // Such weights become the left operand once, and are packed when they are used again.
    'matMul with many columns': [
      [130, 150],
      (w) => {
        const row = tf.tensor2d(tameValues(2, 130), [1, 130]);
        return tf.concat([tf.matMul(row, w as tf.Tensor2D), tf.matMul(row, w as tf.Tensor2D)]);
      },
    ],
    'the bias of a fused matMul': [
      [2],
      (bias) => tf.fused.matMul({ a: one(), b: tf.zerosLike(halves()), bias }),
    ],
    conv2d: [[2, 2, 2, 3], (w) => tf.conv2d(image(), w as tf.Tensor4D, 1, 'valid')],
    depthwiseConv2d: [
      [2, 2, 2, 1],
      (w) => tf.depthwiseConv2d(image(), w as tf.Tensor4D, 1, 'valid'),
    ],
    prelu: [[1, 2], (w) => tf.prelu(tf.neg(one()), w)],
  };

  test.each(Object.keys(ops))('%s', (name) => {
    const [shape, op] = ops[name] as [number[], (w: tf.Tensor) => tf.Tensor];
    for (const use of ['owned', 'replaced']) {
      const w = tf.tensor(tameValues(1, tf.util.sizeFromShape(shape)), shape);
      const before = op(w).dataSync();
      expect(before.some((x) => x !== 0)).toBe(true);
      expect(execute(double, { tensors: { w }, [use]: ['w'] }).w).toBeUndefined();
      // Each is linear in w, and doubling is exact.
      expect(op(w).dataSync()).toEqual(before.map((x) => 2 * x));
    }
  });

  test('the bias of a fused matMul whose weights stay as they are', () => {
    const [a, b, bias] = [one(), halves(), tf.tensor1d([1, 2])];
    const run = () => [...tf.fused.matMul({ a, b, bias }).dataSync()];
    // [1, 0.5] · [[0.5, 0.25], [−0.5, 2]] = [0.25, 1.25].
    expect(run()).toEqual([1.25, 3.25]);
    execute(double, { tensors: { w: bias }, owned: ['w'] });
    expect(run()).toEqual([2.25, 5.25]);
  });
});
